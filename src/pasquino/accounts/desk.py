"""How the desk shows people: Wagtail's user pages with our user's fields."""

from wagtail.users.apps import WagtailUsersAppConfig


class DeskUsers(WagtailUsersAppConfig):
    """Wagtail's users with our forms: a name and roles instead of two names and groups."""

    user_viewset = "pasquino.accounts.desk_people.People"
    group_viewset = "pasquino.accounts.desk_people.Roles"

    def ready(self) -> None:
        """Have the account page ask for what our user has."""
        super().ready()
        from wagtail.admin.views import account  # noqa: PLC0415 - once the apps are ready

        from pasquino.accounts.desk_forms import AccountForm  # noqa: PLC0415 - likewise

        # Wagtail has settings for the forms of user pages, but none for these two panels.
        account.NameEmailSettingsPanel.form_class = AccountForm
        account.AvatarSettingsPanel.is_active = lambda panel: False
