/* The page's half of the bridge: it draws what it is told and tells what was clicked or drawn.
   It decides nothing. All text is placed with textContent or drawn, never taken as markup. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map;
  map.createPane("base").style.zIndex = 150;  // below the tiles of events, which lie at 200
  POC.base = L.canvas({ pane: "base" });

  const put = (name, features) => {
    const layer = POC.layer(name);
    for (const f of features) {
      if (f.type === "point") POC.putPoint(layer, f);
      else POC.putShape(layer, f);
    }
    POC.redraw();
  };

  const drop = (name, ids) => {
    const layer = POC.layer(name);
    for (const id of ids) {
      layer.points.delete(id);
      POC.dropShape(layer, id);
    }
    POC.redraw();
  };

  const clear = (name) => {
    const layer = POC.layer(name);
    layer.points.clear();
    for (const id of [...layer.shapes.keys()]) POC.dropShape(layer, id);
    POC.redraw();
  };

  const change = (name, how) => {
    const layer = POC.layer(name);
    Object.assign(layer, how);
    POC.showShapes(layer);
    POC.arrange(layer);
    POC.redraw();
  };

  let halo = null;
  const mark = (at) => {
    if (halo) map.removeLayer(halo);
    halo = at && L.circleMarker(at, { radius: 16, color: "#0b3d66", weight: 3, fill: false,
                                      pane: "guides", renderer: POC.guides,
                                      interactive: false }).addTo(map);
  };

  const events = window.pocEvents(map);

  /* Travel time as a picture under everything that is drawn; each revision has its own address. */
  map.createPane("times").style.zIndex = 190;
  let times = null;
  const time = (box) => {
    if (times) map.removeLayer(times);
    times = box && L.imageOverlay("poc://app/time/" + Number(box.rev) + ".png",
                                  [[box.south, box.west], [box.north, box.east]],
                                  { pane: "times", interactive: false }).addTo(map);
  };

  let world = null, undone = null;
  const LAND = { light: { color: "#9aa7ad", weight: 0.7, fillColor: "#f4f1e8", fillOpacity: 1 },
                 dark: { color: "#4a5963", weight: 0.7, fillColor: "#1c262d", fillOpacity: 1 } };
  const DISPUTED = { undone: { weight: 2.4, fill: false },
                     disputed: { color: "#6d7a82", weight: 1.2, dashArray: "2 4", fill: false } };
  const theme = (dark) => {
    POC.dark = dark;
    document.body.classList.toggle("dark", dark);
    if (world) world.setStyle(LAND[dark ? "dark" : "light"]);
    if (undone) undone.setStyle({ color: LAND[dark ? "dark" : "light"].fillColor });
    POC.recolour();
    POC.recolourShapes();
    map.fire("recoloured");
  };

  /* The words of the map's own buttons, for the eye and for a reader of screens. */
  const words = (said) => {
    for (const [name, text] of Object.entries(said)) {
      const found = document.querySelector({ zoom_in: ".leaflet-control-zoom-in",
        zoom_out: ".leaflet-control-zoom-out", scale: ".leaflet-control-scale",
        north: ".north" }[name] || "none");
      if (!found) continue;
      found.setAttribute("aria-label", String(text));
      found.title = String(text);
    }
    if (said.signs) map.getPane("targets").setAttribute("aria-label", String(said.signs));
  };

  const acts = (POC.acts = {
    put: (c) => put(c.layer, c.features),
    drop: (c) => drop(c.layer, c.ids),
    clear: (c) => clear(c.layer),
    show: (c) => change(c.layer, { on: c.on }),
    opacity: (c) => change(c.layer, { opacity: c.value }),
    names: (c) => change(c.layer, { names: c.on }),
    order: (c) => c.layers.forEach((name, at) => change(name, { order: at })),
    choose: (c) => POC.choose(c.ids),
    tool: (c) => POC.takeTool(c),
    edit: (c) => POC.edit(c),
    theme: (c) => theme(c.dark),
    words: (c) => words(c.said),
    mark: (c) => mark(c.at),
    events: (c) => events(c),
    time: (c) => time(c.box),
    focus: (c) => map.fitBounds([[c.south, c.west], [c.north, c.east]],
                                { animate: false, maxZoom: 12, padding: [24, 24] }),
    look: (c) => map.setView([c.lat, c.lon], c.zoom, { animate: false }),
    centre: (c) => map.setView([c.lat, c.lon], Math.max(map.getZoom(), c.zoom || 9),
                               { animate: false }),
    snap: (c) => { POC.snapping = Boolean(c.on); },
    cursor: (c) => { POC.adding = c.adding; POC.cursor(); },
  });

  // For those who test the page: how much it holds, and nothing of what.
  window.pocCount = (name) => {
    const found = POC.layers.get(name);
    return found ? found.points.size + found.shapes.size : 0;
  };

  const basemap = () =>
    fetch("poc://app/basemap.geojson").then((r) => r.json()).then((found) => {
      const lines = found.features.filter((f) => f.properties.code === "disputed");
      found.features = found.features.filter((f) => f.properties.code !== "disputed");
      world = L.geoJSON(found, { interactive: false, pane: "base", renderer: POC.base,
                                 style: LAND[POC.dark ? "dark" : "light"] }).addTo(map);
      world.bringToBack();
      // Borders in dispute are dashed, over the whole line that lies there.
      const put = (name) => L.geoJSON(lines, { interactive: false, pane: "base",
        renderer: POC.base, style: DISPUTED[name] }).addTo(map);
      undone = put("undone").setStyle({ color: LAND[POC.dark ? "dark" : "light"].fillColor });
      put("disputed");
    }).catch(() => undefined);

  new QWebChannel(qt.webChannelTransport, (channel) => {
    const bridge = (POC.bridge = channel.objects.bridge);
    bridge.command.connect((text) => {
      const told = JSON.parse(text);
      for (const c of Array.isArray(told) ? told : [told]) {
        if (Object.hasOwn(acts, c.act)) acts[c.act](c);
      }
      if (POC.copied) POC.copied();
    });
    L.control.zoom({ position: "topright" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.boxZoom.disable();
    POC.startSigns();
    /* Two views at once are told as one, the last: of things told in one breath only one is heard. */
    let telling = 0;
    const view = () => { telling = telling || setTimeout(tellView, 20); };
    const tellView = () => {
      telling = 0;
      const b = map.getBounds();
      const lat = (v) => Math.max(-90, Math.min(90, v)), lon = (v) => Math.max(-180, Math.min(180, v));
      bridge.told("view", [lon(b.getWest()), lat(b.getSouth()), lon(b.getEast()), lat(b.getNorth())],
                  [map.getZoom() * 100]);
    };
    map.on("moveend", view);
    basemap().then(() => { bridge.ready(); view(); });
  });
})();
