"""The window: Qt, and nothing else of the program knows Qt. May import services, core, settings; never SQL.

What to use for what (each module's docstring says more):

``theme``          colour("act_text"), font("caption"), px(12), line("ui"), scale(), apply(settings).
                   A widget that keeps colours or sizes has ``restyle()``, called after every change.
``icons``          icon(name, colour, size), pixmap, paint_icon(painter, rect, name, colour, size), app_icon.
``text_labels``    label(text, role, colour=, wrap=, elide=, selectable=), spans(Span(text, role, colour)),
                   page_title, section_title, caption, FieldLabel, literal(text) for menus and buttons,
                   tooltip(text), paint_spans for delegates. Never QLabel.
``buttons``        primary_button(text, hint, icon=), outlined_button, quiet_button, link_button,
                   icon_button(icon, name); ``.open_menu(menu)`` for a button with a menu.
``toggles``        TickBox, Radio.  ``segmented``  Segmented([Option(value, text, icon)], value), ``changed``.
``chips``          Chips([Chip(value, text, light, count)]), ``changed``, ``show_chips``.
``fields``         LineField, TextField (grows; ``people=True``: serif), SecretField, NumberField, DateField,
                   Choice([(value, text)]).  ``dates_typed``  day_typed("fri", today).
``form``           Form().add(name, title, widget, optional=, note=), add_row, show_error(InvalidEntryError).
``dialog``         Dialog(title, do, parent): use_form or ``content``; write ``submit``, ``keep_draft``.
``layouts``        column, row, stack(widget, …), box, clear, FlowLayout, scrolled(widget); an int is room,
                   None takes what is left.
``panels``         Panel(…, strong=, bar=), inset(…), Notice(state, Span…), Rule, Bar, Dashes,
                   section(title, …, aside=), fact(name, value), bullet(state, sentence).
``icon_line``      IconLine(icon, spans, colour=, meaning=): a line of a list that wraps beside its icon.
``quotes``         quote(words, large=) with the rule, spoken(words) without: people's own words only.
``light``          word(state), role(state), paint_light, LightBadge(state, pill=, text=, word_shown=).
``rhythm_strip``   paint_strip, RhythmStrip().show_contacts(talks, notes, overdue_days, state, legend=).
``chart_view``     paint_marks(painter, rect, marks), ChartView().show_marks(marks, name, description).
``record_table``   RecordView([Column(title, text, …)], key=): show_records, current, select, opened, toggled,
                   current_changed, menu_wanted, remember_in(settings, name), columns_menu().
``delegates``      cells of a Column: TextCell, NumberCell, TwoLines, LightCell, StatusCell, LightsCell,
                   StripCell(Strip), ChartCell.
``page``           Page (watches, refresh, open_place, panes, menu_actions), action(owner, text, done, key),
                   PageHeader, lay_out, TwoPanes, empty_state.
``toast``          Toast(over).say(text, offer, action), announce(widget, text).
``messages``       show_error, confirm, tell: the only message boxes.
``tasks``          Tasks(on_error=).start(work, on_success=), with ``dialogs.progress.TaskDialog``.
``main_window``    MainWindow(journal, settings, now): add_page, go_to, say, add_command, add_search.
``palette``        Hit(group, title, …): what a search provider returns.
"""
