"""Photos and logos made ready for paper: cropped, scaled to what a printer can show, upright."""

from __future__ import annotations

import io

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from lpk_desktop.errors import UserError

_DOTS = 300
_MOST_PIXELS = 60_000_000


def photo(data: bytes, *, width: float, height: float) -> ImageReader:
    """A portrait cut to the shape of a box in millimetres, from the middle and rather from above.

    Raises `UserError("picture-unreadable")` for data that is no picture.
    """
    size = (round(width / 25.4 * _DOTS), round(height / 25.4 * _DOTS))
    fitted = ImageOps.fit(_open(data).convert("RGB"), size, Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=88)
    return ImageReader(out)


def logo(data: bytes, *, height: float, widest: float) -> tuple[ImageReader, float, float]:
    """A logo within a height and a width in millimetres, with its width and height there.

    Transparent parts stay so. Raises `UserError("picture-unreadable")` for data that is no picture.
    """
    picture = _open(data).convert("RGBA")
    scale = min(height / picture.height, widest / picture.width)
    wide, high = picture.width * scale, picture.height * scale
    most = (max(1, round(wide / 25.4 * _DOTS)), max(1, round(high / 25.4 * _DOTS)))
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    return ImageReader(picture), wide, high


def _open(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UserError("picture-unreadable")
            return ImageOps.exif_transpose(picture).copy()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise UserError("picture-unreadable") from problem
