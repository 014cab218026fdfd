"""The collected, hashed and compressed static files: made once for an installation, linked to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pasquino.config import installation


def key() -> str:
    """Changes with any static file of ours, and with the versions of those of others."""
    return installation.key_of(_made_from())


def path() -> Path:
    """The folder with the files, collected now (some seconds) if there is none of this key."""
    return installation.made("static", key(), _collect)


def link(target: Path) -> bool:
    """Have `target` lead to the collected files; whether that was news."""
    collected = path()
    if target.is_symlink() and target.readlink() == collected:
        return False
    if target.is_dir() and not target.is_symlink():
        if not (target / "staticfiles.json").exists():
            raise installation.NotMade(
                f"{target} holds files that are not ours. Move them away: it becomes a link."
            )
        shutil.rmtree(target)
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    fresh.symlink_to(collected, target_is_directory=True)
    fresh.replace(target)
    return True


def _made_from() -> Iterator[bytes]:
    import django
    import wagtail
    from django.apps import apps

    from pasquino.magazine import assets

    yield f"django {django.__version__} wagtail {wagtail.__version__}".encode()
    yield Path(assets.__file__).read_bytes()
    for app in apps.get_app_configs():
        yield app.label.encode()
        if app.name.startswith("pasquino."):
            yield from _files(Path(app.path, "static"))


def _files(folder: Path) -> Iterator[bytes]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield str(file.relative_to(folder)).encode()
        yield file.read_bytes()


def _collect(target: Path) -> None:
    data = target.parent / "data"
    installation.call_apart("pasquino.config.collected_assets", data=data)
    (data / "static").rename(target)


def _collect_here() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    django.setup()
    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    _collect_here()
