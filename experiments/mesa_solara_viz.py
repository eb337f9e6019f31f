"""CrisisModel in Mesa's own SolaraViz, for those who know Mesa: sliders for people and severity, step and play, plots, the network.

    pip install "noaber[dashboard]" altair
    solara run experiments/mesa_solara_viz.py

The page's own files are those that noaber brings along, so that it opens without a network too. It draws about once a second,
`noaber dashboard` far more often. Everybody who opens this page gets a model of their own.
"""

import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz, make_plot_component
from mesa.visualization.utils import update_counter
from solara.server import settings

from sim import CrisisModel
from sim.dashboard.layout import positions
from sim.dashboard.serve import ASSETS

# Else solara asks servers far away for its files.
settings.main.mode = "production"
settings.assets.proxy_cache_dir, settings.assets.fontawesome_enabled = ASSETS / "cdn", False
settings.telemetry.mixpanel_enable = False

LOOK = {"cmap": "viridis_r", "vmin": -2, "vmax": 3, "s": 14}


class Lockdown(CrisisModel):
    """A lockdown with two settings, under names that Mesa's sliders can set."""

    def __init__(self, people=200, severity=0.9, days=120, seed=1):
        super().__init__("lockdown", people=people, days=days, rng=seed, set={"crisis.lockdown.severity": float(severity)})
        self.places = positions(self.network)


@solara.component
def Network(model):
    """People where they live, dark where stress is high; children under 12, whose stress is not scored, are grey."""
    update_counter.get()  # Mesa counts it up after each step, so that this is drawn again
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    stress = model.values("distress")
    scored = stress == stress
    axes.scatter(*model.places[~scored].T, color="0.75", s=LOOK["s"])
    drawn = axes.scatter(*model.places[scored].T, c=stress[scored], **LOOK)
    figure.colorbar(drawn, label="stress, SD")
    axes.set_axis_off()
    axes.set_title(f"{model.date:%d %B %Y}")
    solara.FigureMatplotlib(figure)


SETTINGS = {
    "people": Slider("People", 200, 50, 1000, 50, dtype=int),
    "severity": Slider("How strict", 0.9, 0.0, 1.0, 0.1, dtype=float),
    "days": 120,
}


@solara.component
def Page():
    """Mesa's page for a model of this visitor's own: one object for all would be stepped by all."""
    model = solara.use_reactive(solara.use_memo(Lockdown, []))
    SolaraViz(model, components=[], model_params=SETTINGS, name="noaber in SolaraViz")
    # Given as components, Mesa would put them into a grid to drag about, whose script comes from the network.
    plots = [make_plot_component(["distress", "loneliness"]), make_plot_component("contacts_in_person")]
    with solara.ColumnsResponsive(12, large=4):
        for draw in (Network, *(component for component, _ in plots)):
            draw(model.value)
