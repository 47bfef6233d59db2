/* The page's half of the bridge: it draws what it is told and tells what was clicked.
   It decides nothing. All text is placed with textContent, never as markup. */
"use strict";
(function () {
  const map = window.pocMap;
  const layers = new Map();
  let bridge = null;
  map.createPane("base").style.zIndex = 150;  // below the tiles of events, which lie at 200
  const base = L.canvas({ pane: "base" });

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    if (text !== undefined) made.textContent = String(text);
    return made;
  };

  const layer = (name) => {
    if (!layers.has(name)) {
      layers.set(name, { group: L.layerGroup().addTo(map), items: new Map(), on: true });
    }
    return layers.get(name);
  };

  /* A sign: a letter in a shape for what is to be told apart, a dot for the rest. */
  const sign = (f) => {
    if (f.letter) {
      const box = element("span", "sign sign-" + f.shape, f.letter);
      box.style.backgroundColor = f.hollow ? "#ffffff" : f.colour;
      box.style.color = f.hollow ? "#1d2a33" : f.ink || "#ffffff";
      box.style.borderColor = f.colour;
      box.setAttribute("aria-label", String(f.label || ""));
      // Signs of one place stand beside one another, each in its corner.
      const corner = (f.dx ? (f.dx < 0 ? " west" : " east") : "") +
                     (f.dy ? (f.dy < 0 ? " north" : " south") : "");
      const icon = L.divIcon({ html: box, className: "sign-holder" + corner, iconSize: [22, 22] });
      return L.marker([f.lat, f.lon], { icon: icon, keyboard: true, title: "" });
    }
    return L.circleMarker([f.lat, f.lon], {
      radius: f.size || 4,
      color: f.colour,
      weight: f.hollow ? 1.5 : 1,
      fillColor: f.colour,
      fillOpacity: f.hollow ? 0 : 0.85,
    });
  };

  const shape = (f) => {
    const style = {
      color: f.colour,
      weight: f.weight || 1.2,
      dashArray: f.dashed ? "6 5" : null,
      fillColor: f.fill || f.colour,
      fillOpacity: f.opacity === undefined ? 0.08 : f.opacity,
      interactive: Boolean(f.pick),
    };
    // Land lies below the tiles of events.
    if (f.base) Object.assign(style, { pane: "base", renderer: base });
    return f.type === "line" ? L.polyline(f.at, style) : L.polygon(f.at, style);
  };

  const put = (name, features) => {
    const target = layer(name);
    for (const f of features) {
      const old = target.items.get(f.id);
      if (old) target.group.removeLayer(old);
      const made = f.type === "point" ? sign(f) : shape(f);
      if (f.label && (f.type === "point" || f.pick)) {
        made.bindTooltip(element("span", "tip", f.label), { direction: "top", opacity: 0.95 });
      }
      if (f.caption) {
        // A name that stands on the map; the tip of the same thing would hide it.
        const name = L.tooltip({ permanent: true, direction: "right",
                                 className: f.letter ? "caption of-sign" : "caption",
                                 offset: [6, 0], interactive: false });
        name.setLatLng([f.lat, f.lon]).setContent(element("span", "name", f.caption));
        made.on("add", () => name.addTo(target.group)).on("remove", () => name.remove());
      }
      if (f.pick || f.type === "point") {
        made.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          bridge.picked(name, f.id);
        });
      }
      made.addTo(target.group);
      target.items.set(f.id, made);
      if (f.type !== "point" && !f.pick && made.bringToBack) made.bringToBack();
    }
  };

  const drop = (name, ids) => {
    const target = layer(name);
    for (const id of ids) {
      const old = target.items.get(id);
      if (old) target.group.removeLayer(old);
      target.items.delete(id);
    }
  };

  const clear = (name) => {
    const target = layer(name);
    target.group.clearLayers();
    target.items.clear();
  };

  const show = (name, on) => {
    const target = layer(name);
    if (on) target.group.addTo(map);
    else map.removeLayer(target.group);
  };

  let halo = null;
  const mark = (at) => {
    if (halo) map.removeLayer(halo);
    halo = at && L.circleMarker(at, { radius: 16, color: "#0b3d66", weight: 3, fill: false,
                                      interactive: false }).addTo(map);
  };

  let tiles = null;
  const events = (rev) => {
    if (tiles) map.removeLayer(tiles);
    tiles = rev ? L.tileLayer("poc://app/ev/" + rev + "/{z}/{x}/{y}.png",
                              { maxZoom: 17, zIndex: 5, className: "events" }).addTo(map) : null;
  };

  const acts = {
    put: (c) => put(c.layer, c.features),
    drop: (c) => drop(c.layer, c.ids),
    clear: (c) => clear(c.layer),
    show: (c) => show(c.layer, c.on),
    mark: (c) => mark(c.at),
    events: (c) => events(c.rev),
    focus: (c) => map.fitBounds([[c.south, c.west], [c.north, c.east]],
                                { animate: false, maxZoom: 12, padding: [24, 24] }),
    centre: (c) => map.setView([c.lat, c.lon], Math.max(map.getZoom(), c.zoom || 9),
                               { animate: false }),
    cursor: (c) => { map.getContainer().style.cursor = c.adding ? "crosshair" : ""; },
  };

  // For those who test the page: how much it holds, and nothing of what.
  window.pocCount = (name) => (layers.has(name) ? layers.get(name).items.size : 0);

  const basemap = () =>
    fetch("poc://app/basemap.geojson").then((r) => r.json()).then((world) => {
      L.geoJSON(world, { interactive: false, pane: "base", renderer: base,
        style: { color: "#9aa7ad", weight: 0.7, fillColor: "#f4f1e8", fillOpacity: 1 } })
        .addTo(map);
    }).catch(() => undefined);

  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    bridge.command.connect((text) => {
      const told = JSON.parse(text);
      for (const c of Array.isArray(told) ? told : [told]) {
        if (Object.hasOwn(acts, c.act)) acts[c.act](c);
      }
    });
    L.control.zoom({ position: "topright" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    const near = () => map.getContainer().classList.toggle("far", map.getZoom() < 8);
    map.on("zoomend", near);
    near();
    map.on("click", (e) => bridge.clicked(e.latlng.lng, e.latlng.lat, Math.round(map.getZoom())));
    map.on("mousemove", (() => {
      let last = 0;
      return (e) => {
        const at = performance.now();
        if (at - last > 60) { last = at; bridge.hovered(e.latlng.lng, e.latlng.lat); }
      };
    })());
    basemap().then(() => bridge.ready());
  });
})();
