"""Sertifikat: who gets one, is it right, and the paper itself."""

from lpk_desktop.ui.pages.certificates.page import CertificatesPage

__all__ = ["CertificatesPage"]
