"""Use cases: one function an act, one function a question. May import ``storage`` and ``core``; no Qt."""
