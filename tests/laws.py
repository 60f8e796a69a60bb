"""How hard hypothesis tries where one example costs a whole journal or a whole report."""

from __future__ import annotations

from hypothesis import settings

#: For laws whose single example takes tens of milliseconds: a quarter of what the profile in use asks for.
fewer_examples = settings(max_examples=max(settings.default.max_examples // 4, 5))
