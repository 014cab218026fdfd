"""Gives the tests a data folder of their own before anything reads the settings.

Loaded by `-p` in pyproject.toml: pytest-django reads the settings before any conftest.
"""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="pasquino-test-data-")
os.environ["PASQUINO_DATA"] = FOLDER
os.environ["PASQUINO_SECRET_KEY"] = "only for tests, and as long as a key has to be"
# Playwright keeps an event loop in the thread of the tests as long as its browser is open; Django
# would take every test that runs after it in the same process for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in ("PASQUINO_BASE_URL", "PASQUINO_MAIL_URL", "PASQUINO_MAIL_SENDER"):
    os.environ.pop(name, None)
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
