"""What may be done to a story and to the shelf at the desk, beside Wagtail's own permissions."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester


class StoryPermissions(PagePermissionTester):
    """Stories stand on one shelf, are seen by all readers or none, and are not put in an order."""

    def can_move(self) -> bool:
        """There is nowhere else: sections and topics are fields of a story."""
        return False

    def can_move_to(self, destination: Any) -> bool:
        """Nowhere, see `can_move`."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Readers never pass through Wagtail, so its privacy would promise what nobody keeps."""
        return False

    def can_reorder_children(self) -> bool:
        """A story has none."""
        return False


class ShelfPermissions(PagePermissionTester):
    """The shelf is furniture: stories are put on it, it is not touched itself."""

    def can_edit(self) -> bool:
        """It holds nothing that anybody reads."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """All stories would go with it."""
        return False

    def can_unpublish(self) -> bool:
        """It is never published to readers."""
        return False

    def can_move(self) -> bool:
        """It stands at the root."""
        return False

    def can_move_to(self, destination: Any) -> bool:
        """It stands at the root."""
        return False

    def can_copy(self) -> bool:
        """There is one."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Readers never see it."""
        return False

    def can_reorder_children(self) -> bool:
        """Stories are listed by their time; moving one among 20,000 takes half a minute."""
        return False
