"""How accounts are made and who sees whom."""

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from portal.access.roles import Role, roles_with
from portal.accounts import stewards
from portal.core.matching import SearchedQuerySet
from portal.core.values import dates


class UserQuerySet(SearchedQuerySet):
    def visible_to(self, user) -> "UserQuerySet":
        """The back-office sees everybody; others themselves and the people of their organisation."""
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.BACK_OFFICE or user.is_superuser:
            return self
        colleagues = Q(organisation=user.organisation_id) if user.organisation_id else Q(pk=user.pk)
        return self.filter(Q(pk=user.pk) | colleagues)

    def managed_by(self, user) -> "UserQuerySet":
        """Return everybody for those who administer accounts, nobody for others."""
        return self if user.is_authenticated and stewards.may_manage(user) else self.none()

    def having(self, *rights: str) -> "UserQuerySet":
        """Return the accounts whose role has one of `rights`, inactive ones included."""
        return self.filter(role__in=roles_with(*rights))

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields):
        """An account; without a password nobody can log in to it until an invitation is accepted."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **fields)
        if password:
            user.activated_at = dates.now()
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        fields = {"role": Role.BACK_OFFICE, "is_staff": True, "is_superuser": True} | fields
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email=email.strip().lower())
