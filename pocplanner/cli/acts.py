"""Which function carries out which command of the terminal: each `run_` is a command."""

from pocplanner.cli.decisions import run_accept as run_accept
from pocplanner.cli.decisions import run_change as run_change
from pocplanner.cli.decisions import run_refuse as run_refuse
from pocplanner.cli.exposure import run_hours as run_hours
from pocplanner.cli.files import run_copy as run_copy
from pocplanner.cli.files import run_info as run_info
from pocplanner.cli.files import run_new as run_new
from pocplanner.cli.files import run_passphrase as run_passphrase
from pocplanner.cli.files import run_sample as run_sample
from pocplanner.cli.files import run_template as run_template
from pocplanner.cli.interference import run_answer as run_answer
from pocplanner.cli.interference import run_interference as run_interference
from pocplanner.cli.lowering import run_lower as run_lower
from pocplanner.cli.network import run_actors as run_actors
from pocplanner.cli.network import run_grid as run_grid
from pocplanner.cli.opening import opened
from pocplanner.cli.pairs import run_apart as run_apart
from pocplanner.cli.pairs import run_merge as run_merge
from pocplanner.cli.papers import run_assess as run_assess
from pocplanner.cli.papers import run_check as run_check
from pocplanner.cli.papers import run_draft as run_draft
from pocplanner.cli.papers import run_export as run_export
from pocplanner.cli.papers import run_scenario as run_scenario
from pocplanner.cli.people import run_alerts as run_alerts
from pocplanner.cli.people import run_engagement as run_engagement
from pocplanner.cli.people import run_handover as run_handover
from pocplanner.cli.people import run_stamp as run_stamp
from pocplanner.cli.people import run_voices as run_voices
from pocplanner.cli.reach import run_reach as run_reach
from pocplanner.cli.signs import run_signs as run_signs
from pocplanner.cli.steps import run_log as run_log
from pocplanner.cli.steps import run_purge as run_purge
from pocplanner.cli.steps import run_redo as run_redo
from pocplanner.cli.steps import run_undo as run_undo
from pocplanner.cli.terminal import Terminal
from pocplanner.cli.terrain import run_terrain as run_terrain


def run_import(t: Terminal) -> int:
    """Take files in, one edit each; a file that fails leaves those before it kept."""
    from pocplanner.cli.importing import import_files

    project = opened(t)
    try:
        return import_files(t, project)
    finally:
        project.close()


def run_export_data(t: Terminal) -> int:
    """Write layers for other programs."""
    from pocplanner.cli.data import write

    return write(t)


def run_map(t: Terminal) -> int:
    """Write a map or an atlas for an audience."""
    from pocplanner.cli.map import write

    return write(t)


def run_mesh(t: Terminal) -> int:
    """Tell how alerts get out, and what would silence whom."""
    from pocplanner.cli.mesh import run

    return run(t)


def run_travel(t: Terminal) -> int:
    """Tell travel times and arrival."""
    from pocplanner.cli.travel import run

    return run(t)


def run_what_if(t: Terminal) -> int:
    """Tell what a proposal would change, and keep it where asked."""
    from pocplanner.cli.what_if import run

    return run(t)


def run_closures(t: Terminal) -> int:
    """Follow closures along the calendar."""
    from pocplanner.cli.closures import run

    return run(t)


def run_site(t: Terminal) -> int:
    """Tell where the next posts would help most."""
    from pocplanner.cli.siting import run

    return run(t)
