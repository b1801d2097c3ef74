"""Addresses of accounts: coming in, and looking after people who use the product."""

from tropa.show.api.address import Address
from tropa.show.api.door import entry, signing, staff

COMING_IN: tuple[Address, ...] = (
    Address("GET", "/login", entry.login, "Where one signs in.", right="anyone"),
    Address("POST", "/login", entry.sign_in, "Signing in, for a browser.", right="anyone"),
    Address("POST", "/logout", entry.sign_out, "Signing out.", right="anyone"),
    Address("GET", "/welcome", entry.welcome, "The first owner's link.", right="anyone"),
    Address("POST", "/welcome", entry.welcomed, "The first owner's account.", right="anyone"),
    Address("GET", "/invitation", entry.invitation, "An invitation's link.", right="anyone"),
    Address(
        "POST", "/invitation", entry.invited, "The account of one invited.", right="anyone"
    ),
    Address("GET", "/api/me", signing.me, "Who asks, and what they may.", right="anyone"),
    Address("POST", "/api/sign-in", signing.sign_in, "A session begins.", right="anyone"),
    Address("POST", "/api/sign-out", signing.sign_out, "A session ends.", right="anyone"),
    Address(
        "POST",
        "/api/welcome",
        signing.welcome,
        "The first owner's account, by the link of the terminal.",
        right="anyone",
    ),
    Address(
        "POST",
        "/api/invitations/accept",
        signing.accept,
        "An account, by an invitation's link.",
        right="anyone",
    ),
)

USERS: tuple[Address, ...] = (
    Address(
        "GET", "/api/users", staff.users, "Accounts, invitations, roles.", right="users.manage"
    ),
    Address("POST", "/api/users", staff.add, "A new account.", right="users.manage"),
    Address(
        "PATCH",
        "/api/users/{user}",
        staff.change,
        "Another role or name; closing an account.",
        right="users.manage",
    ),
    Address(
        "POST",
        "/api/users/{user}/password",
        staff.password,
        "A new password: one's own, or anybody's with `users.manage`.",
        right="signed_in",
    ),
    Address(
        "POST",
        "/api/invitations",
        staff.invite,
        "A link for somebody new.",
        right="users.manage",
    ),
    Address(
        "DELETE",
        "/api/invitations/{invitation}",
        staff.withdraw,
        "An invitation taken back.",
        right="users.manage",
    ),
    Address(
        "GET",
        "/api/audit",
        staff.journal,
        "Who did what, when, from where.",
        ("before", "limit"),
        right="users.manage",
    ),
)
