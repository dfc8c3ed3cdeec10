"""Sign-in: who is here, and the password that opens the data."""

from lpk_desktop.ui.pages.sign_in.page import SignIn
from lpk_desktop.ui.pages.sign_in.people import SignInPerson

__all__ = ["SignIn", "SignInPerson"]
