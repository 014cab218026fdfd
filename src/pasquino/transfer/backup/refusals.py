"""Why a backup or a restoration is refused; the texts are for whoever runs a magazine."""

from __future__ import annotations


class BackupRefused(Exception):
    """It cannot be done, or not with this file; nothing was made or changed."""


class AlreadyThere(BackupRefused):
    """Something stands where the archive or the magazine should come to be."""


class NoRoom(BackupRefused):
    """The disk has not enough space."""


class DatabaseDamaged(BackupRefused):
    """The database itself does not pass its own check, so a copy of it would not help."""


class NotABackup(BackupRefused):
    """The file is no archive that `pasquino backup` made."""


class BackupDamaged(BackupRefused):
    """The archive is incomplete or was altered."""


class BackupDoesNotFit(BackupRefused):
    """The archive is whole, but not for this version of Pasquino."""
