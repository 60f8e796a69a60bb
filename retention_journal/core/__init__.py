"""Values and rules, testable with plain arguments. May import only ``i18n``: no Qt, no database, no clock."""
