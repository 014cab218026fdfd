"""How a value stands in an archive: as JSON, the same whichever database it came from."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field

Convert = Callable[[Any], Any]  # Any: what a column holds, which its kind says

# Django's name for what a field stores -> the kind under which the archive keeps it.
KINDS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "BinaryField": "bytes",
    "BooleanField": "boolean",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "moment",
    "DecimalField": "decimal",
    "DurationField": "duration",
    "FileField": "text",
    "FloatField": "float",
    "GenericIPAddressField": "text",
    "IntegerField": "integer",
    "JSONField": "json",
    "PositiveBigIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "SlugField": "text",
    "SmallAutoField": "integer",
    "SmallIntegerField": "integer",
    "TextField": "text",
    "TimeField": "time",
    "UUIDField": "uuid",
}
MICROSECOND = timedelta(microseconds=1)


class UnknownKind(Exception):
    """A field stores something that archives have no form for yet: it belongs into KINDS."""


def kind_of(field: Field[Any, Any]) -> str:
    """The kind of a column; a foreign key is of the kind it points to. Raises UnknownKind."""
    pointed = field
    while pointed.is_relation:
        pointed = pointed.target_field  # type: ignore[attr-defined]  # foreign keys have it
    stores = pointed.get_internal_type()
    if stores not in KINDS:
        raise UnknownKind(f"{field}: {stores}")
    return KINDS[stores]


def to_archive(kind: str) -> Convert | None:
    """What makes a value from either database fit for JSON; None where it is fit already."""
    convert: dict[str, Convert] = {
        "moment": _moment,
        "date": lambda value: value.isoformat(),
        "time": lambda value: value.isoformat(),
        "duration": lambda value: value // MICROSECOND if isinstance(value, timedelta) else value,
        "decimal": lambda value: str(Decimal(str(value))),
        "uuid": lambda value: str(uuid.UUID(str(value))),
        "bytes": lambda value: base64.b64encode(bytes(value)).decode("ascii"),
    }
    return convert.get(kind)


def to_database(kind: str, connection: BaseDatabaseWrapper) -> Convert | None:
    """What makes a value from an archive fit for this database; None where it is fit already.

    JSON stands in the archive as the text it is, so that not even its spaces change.
    """
    adapt, features = connection.ops, connection.features
    convert: dict[str, Convert] = {
        "boolean": bool,
        "moment": lambda text: adapt.adapt_datetimefield_value(datetime.fromisoformat(text)),
        "date": lambda text: adapt.adapt_datefield_value(date.fromisoformat(text)),
        "time": lambda text: adapt.adapt_timefield_value(time.fromisoformat(text)),
        "duration": lambda count: (
            count * MICROSECOND if features.has_native_duration_field else count
        ),
        "uuid": lambda text: text if features.has_native_uuid_field else uuid.UUID(text).hex,
        "bytes": base64.b64decode,
    }
    return convert.get(kind)


def _moment(value: datetime) -> str:
    """In UTC, in which SQLite keeps moments without saying so."""
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat()
