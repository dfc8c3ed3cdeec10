"""The manners that `lpk-desktop` and `lpk-central` share: language, help, usage errors, exit status."""
