"""Pictures from files: opened safely and upright, and made ready for paper."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

_DOTS = 300
_MOST_PIXELS = 80_000_000


class PictureError(ValueError):
    """Data that is no picture, or one too large to unpack."""


def opened(data: bytes, *, side: int) -> Image.Image:
    """A picture, upright; a JPEG of many megapixels at a half or less, but `side` pixels or more.

    Raises PictureError for data that is no picture or is larger than any camera makes.
    """
    try:
        # Pillow warns from 89 megapixels on, which phones reach; what counts here is the size after draft().
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
        picture.draft(None, (side, side))
        if picture.width * picture.height > _MOST_PIXELS:
            raise PictureError("too large")
        return ImageOps.exif_transpose(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise PictureError(str(problem)) from problem


def photo(data: bytes, *, width: float, height: float) -> ImageReader:
    """A portrait cut to the shape of a box in millimetres, from the middle and rather from above.

    Raises PictureError.
    """
    size = (round(width / 25.4 * _DOTS), round(height / 25.4 * _DOTS))
    portrait = opened(data, side=2 * max(size)).convert("RGB")
    fitted = ImageOps.fit(portrait, size, Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=88)
    return ImageReader(out)


def logo(data: bytes, *, height: float, widest: float) -> tuple[ImageReader, float, float]:
    """A logo within a height and a width in millimetres, with its width and height there.

    Transparent parts stay so. Raises PictureError.
    """
    picture = opened(data, side=2000).convert("RGBA")
    scale = min(height / picture.height, widest / picture.width)
    wide, high = picture.width * scale, picture.height * scale
    most = (max(1, round(wide / 25.4 * _DOTS)), max(1, round(high / 25.4 * _DOTS)))
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    return ImageReader(picture), wide, high
