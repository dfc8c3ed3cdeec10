"""Every shared control in its states on one sheet, to be looked at beside the design's picture of states."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from lpk_desktop.ui.rows_model import QUIET, STRONG, Column, Look, RowsModel
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.box import Area, Panel
from lpk_desktop.ui.widgets.bullet_bar import BulletBar
from lpk_desktop.ui.widgets.button import Button, IconButton
from lpk_desktop.ui.widgets.chip import Chip
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.field import ChoiceField, Field, PasswordField, SearchField
from lpk_desktop.ui.widgets.hint_bar import Hint, HintBar, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section, SidePanel
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.tag import Tag
from lpk_desktop.ui.widgets.toast import News, Toast
from lpk_desktop.ui.widgets.tool_row import ToolRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented trainee."""

    id: str
    name: str
    cohort: str
    rate: int
    eligible: bool = True


NAMES = ("Achmad Fauzi", "Agus Priyanto", "Andi Setiawan", "Bagas Prakoso", "Catur Wibowo", "Dwi Lestari")
PEOPLE = tuple(
    Person(id=f"p{n}", name=name, cohort="Las SMAW 4/2026", rate=100 - 6 * n, eligible=n != 4)
    for n, name in enumerate(NAMES)
)


def person_columns() -> list[Column[Person]]:
    """Columns as on the page Peserta."""
    fine = Look(role="okFg", icon="circle-check", icon_role="okFg")
    short = Look(role="warnFg", icon="alert-triangle", icon_role="warnFg")
    active = Look(role="text2", dot="okSolid")
    return [
        Column(
            key="name", title="Nama", text=lambda p: p.name, look=lambda _: STRONG, width=200, stretch=True
        ),
        Column(
            key="cohort", title="Kelas", text=lambda p: p.cohort, look=lambda _: QUIET, width=170, leaves=2
        ),
        Column(key="status", title="Status", text=lambda _: "Aktif", look=lambda _: active, width=90),
        Column(
            key="eligible",
            title="Kelayakan",
            text=lambda p: "Layak" if p.eligible else "Kurang 1 dokumen",
            look=lambda p: fine if p.eligible else short,
            width=170,
            leaves=3,
        ),
        Column(
            key="rate",
            title="Kehadiran",
            text=lambda p: f"{p.rate}%",
            sort=lambda p: p.rate,
            look=lambda p: Look(role="dangerFg", weight=600) if p.rate < 80 else QUIET,
            width=100,
            right=True,
            tabular=True,
            leaves=1,
        ),
    ]


def person_table(theme: Theme) -> TableView:
    """A table of the invented people."""
    rows = RowsModel(person_columns(), lambda person: person.id, checkable=True)
    rows.set_rows(PEOPLE)
    return TableView(theme, rows, name="Daftar peserta")


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _controls(theme: Theme) -> list[QWidget]:
    buttons: list[QWidget] = [Label(theme, "Tombol", style="section")]
    for kind in ("primary", "plain", "quiet", "danger", "link", "muted"):
        off = Button(theme, "Simpan", kind=kind)
        off.setEnabled(False)
        buttons.append(
            _row(Button(theme, "Simpan", kind=kind), off, Button(theme, "Kecil", kind=kind, size="small"))
        )
    marked = Button(theme, "Sisanya hadir", kind="primary", icon="checks", note="7 peserta")
    keyed = Button(theme, "Mode pindai", icon="scan", keys="F8")
    fresh = Button(theme, "Peserta baru", kind="primary", icon="plus", keys="Ctrl+N")
    wrong = Field(
        theme, "NIK", check=lambda text: "" if len(text) == 16 else "NIK harus 16 digit, kurang 2 digit"
    )
    wrong.set_text("9902 1712 0290 04")
    wrong.validate()
    praised = PasswordField(theme, "Kata sandi")
    praised.set_text("empat kata mudah diingat")
    praised.set_note("Kuat. Empat kata yang mudah diingat lebih baik daripada simbol acak.", "okFg")
    off_field = QLineEdit("Purwokerto")
    off_field.setEnabled(False)
    choice = ChoiceField(
        theme, "Kabupaten atau kota", [Choice("1", "Kab. Banyumas"), Choice("2", "Kab. Cilacap")]
    )
    return [*buttons, _row(marked, keyed), _row(fresh), wrong, praised, choice, off_field]


def _marks(theme: Theme) -> list[QWidget]:
    kinds = (
        ("Lulus", "ok"),
        ("Asesmen ulang", "warn"),
        ("Tidak lulus", "danger"),
        ("Uji kompetensi", "accent"),
    )
    yes, two, off = QCheckBox("Ya"), QRadioButton("Dua"), QCheckBox("Mati")
    yes.setChecked(True)
    two.setChecked(True)
    off.setEnabled(False)
    tags = _row(*(Tag(theme, text, kind) for text, kind in kinds))
    choices = [Choice("a", "Aktif"), Choice("b", "Calon"), Choice("c", "Lulus")]
    chosen = Chip(theme, "Status", choices)
    chosen.set_value(["a", "b"])
    chips = _row(Chip(theme, "Status", choices), chosen, Chip(theme, "Saringan", choices, dashed=True))
    segmented = Segmented(
        theme, [Choice("all", "Semua"), Choice("ready", "Siap"), Choice("no", "Belum")], name="Tampil"
    )
    segmented.set_counts({"all": 48, "ready": 34})
    bar, low = BulletBar(theme, "Kehadiran"), BulletBar(theme, "Kehadiran")
    bar.set_value(0.93, 0.8)
    low.set_value(0.69, 0.8)
    panel = Panel(theme)
    empty = EmptyState(
        theme, "users", "Belum ada peserta di kelas ini", "Ambil dari calon, atau impor dari Excel."
    )
    empty.add_act(Button(theme, "Pilih dari calon (12)", kind="primary"))
    empty.add_act(Button(theme, "Impor Excel"))
    QVBoxLayout(panel).addWidget(empty)
    return [
        _row(QCheckBox("Tidak"), yes, QRadioButton("Satu"), two, off),
        tags,
        _row(Tag(theme, "Layak", "ok", icon="circle-check"), Tag(theme, "Belum selesai")),
        chips,
        segmented,
        bar,
        low,
        panel,
    ]


def _news(theme: Theme) -> list[QWidget]:
    holder = Area(theme)
    done, work, problem = Toast(theme, holder), Toast(theme, holder), Toast(theme, holder)
    done.tell(News(text="7 peserta ditandai hadir", icon="checks", act="Urungkan"))
    work.work(News(text="Mencetak 4 dari 11 sertifikat", icon="printer", act="Batal"), 4 / 11)
    problem.tell(
        News(text="Printer tidak menjawab, PDF disimpan", icon="alert-circle", act="Buka PDF", problem=True)
    )
    offline, locked, full = Banner(theme), Banner(theme), Banner(theme)
    offline.tell("Luring.", "Semua tetap bisa dipakai, 37 perubahan menunggu.", kind="warn", icon="cloud-off")
    locked.tell("Hanya baca.", "Kelas ditutup 6 Juli 2026.", icon="lock", act="Buka kunci")
    full.tell(
        "Basis data tidak bisa ditulis.", "Cakram penuh.", kind="danger", icon="database", act="Coba lagi"
    )
    column = QVBoxLayout(holder)
    for toast in (done, work, problem):
        column.addWidget(toast)
    return [holder, offline, locked, full]


def states(theme: Theme) -> QWidget:
    """The sheet of controls."""
    sheet = Area(theme)
    row = QHBoxLayout(sheet)
    row.setContentsMargins(32, 32, 32, 32)
    row.setSpacing(32)
    for widgets in (_controls(theme), _marks(theme), _news(theme)):
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, 1)
    sheet.resize(1440, 900)
    return sheet


def _panel(theme: Theme) -> SidePanel:
    panel = SidePanel(theme, name="Rincian peserta")
    facts = FactGrid(theme)
    facts.add("NIK", "•••• •••• •••• 0417", act=Button(theme, "Tampilkan", kind="muted", icon="eye"))
    facts.add("Lahir", "Banyumas, 12 Februari 1990")
    facts.add("Alamat", "Jl. Pramuka No. 14, Sokaraja, Banyumas")
    head = Section(theme)
    head.add(
        _row(Label(theme, "Eko Nur Cahyo", style="title")),
        _row(Tag(theme, "Layak", "ok", icon="circle-check")),
    )
    head.add(
        _row(
            Button(theme, "Ubah", icon="pencil", size="small"),
            IconButton(theme, "dots", "Lainnya", size="small"),
        )
    )
    identity, rules = Section(theme), Section(theme, "Kelayakan", "Vokasi BPJAMSOSTEK 2026")
    identity.add(facts)
    rules.add(Label(theme, "Peserta BPJAMSOSTEK min. 12 bulan", style="dense"))
    panel.add(head, identity, rules)
    return panel


def _hints(theme: Theme) -> HintBar:
    hints = HintBar(theme)
    hints.set_hints(
        [
            Hint(text="132 peserta sesuai filter"),
            Hint(keys=("↑", "↓"), text="pindah", rule=True),
            Hint(keys=("Enter",), text="buka rincian"),
            Hint(text="hadir", tile="H", rule=True),
            Hint(text="alpa", tile="A"),
        ]
    )
    hints.set_status(Status(text="11 sel menunggu sinkronisasi", dot="accent"))
    return hints


def _tools(theme: Theme) -> ToolRow:
    tools = ToolRow(theme)
    chip = Chip(theme, "Program", [Choice("a", "Las"), Choice("b", "Servis HP"), Choice("c", "Forklift")])
    chip.set_value(["a", "b", "c"])
    tools.add(SearchField(theme, "Nama, NIK, KPJ, no. HP"), chip, Chip(theme, "Kelayakan", [], dashed=True))
    tools.add_right(Button(theme, "Kolom", kind="quiet", icon="columns-3"))
    return tools


def list_page(theme: Theme) -> QWidget:
    """A page as the pages are built: head, tools, table, panel, hints."""
    page = Area(theme)
    header = PageHeader(theme, "Peserta")
    header.set_meta("148 terdaftar tahun 2026")
    header.add_action(Button(theme, "Impor Excel", icon="file-import"))
    header.add_action(Button(theme, "Peserta baru", kind="primary", icon="plus", keys="Ctrl+N"))
    table = person_table(theme)
    body, left, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(page)
    for layout in (body, left, column):
        layout.setSpacing(0)
    left.addWidget(_tools(theme))
    left.addWidget(table, 1)
    body.addLayout(left, 1)
    body.addWidget(_panel(theme))
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(header)
    column.addLayout(body, 1)
    column.addWidget(_hints(theme))
    page.resize(1216, 700)
    table.select_id("p2")
    return page
