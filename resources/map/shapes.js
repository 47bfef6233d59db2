/* Lines, areas and reaches, each layer on a canvas of its own so that order and strength are its own. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map;
  const CHOSEN = "#e08a00";
  const patterns = new Map();

  /* A hatching tells levels apart where colour does not. */
  const hatched = (kind, colour) => {
    const key = kind + colour;
    if (patterns.has(key)) return patterns.get(key);
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const g = tile.getContext("2d");
    g.strokeStyle = g.fillStyle = colour;
    g.lineWidth = 1.4;
    g.beginPath();
    if (kind === "dots") g.arc(4, 4, 1.3, 0, 7);
    if (kind === "slant" || kind === "cross") { g.moveTo(-2, 10); g.lineTo(10, -2); g.moveTo(-2, 2); g.lineTo(2, -2); g.moveTo(6, 10); g.lineTo(10, 6); }
    if (kind === "back" || kind === "cross") { g.moveTo(-2, -2); g.lineTo(10, 10); g.moveTo(6, -2); g.lineTo(10, 2); g.moveTo(-2, 6); g.lineTo(2, 10); }
    if (kind === "dots") g.fill(); else g.stroke();
    const made = g.createPattern(tile, "repeat");
    patterns.set(key, made);
    return made;
  };

  const pane = (layer) => {
    if (layer.pane) return layer.pane;
    const name = "shapes" + POC.layers.size + "n" + Math.round(layer.order);
    layer.pane = map.getPane(name) ? name + "x" + Math.random().toString(36).slice(2, 7) : name;
    map.createPane(layer.pane);
    layer.canvas = L.canvas({ pane: layer.pane, padding: 0.2 });
    layer.group = L.layerGroup();
    POC.arrange(layer);
    if (layer.on) layer.group.addTo(map);
    return layer.pane;
  };

  /* Bring a layer to its place in the order, shown as strongly as it shall be. */
  POC.arrange = (layer) => {
    if (!layer.pane) return;
    const style = map.getPane(layer.pane).style;
    style.zIndex = 400 + Math.min(199, layer.order);
    style.opacity = layer.opacity;
    style.pointerEvents = "none";
  };

  /* On dark ground a dark line is drawn lighter. */
  const seen = (colour) => {
    const n = parseInt(String(colour).slice(1), 16);
    if (!POC.dark || !/^#[0-9a-f]{6}$/i.test(colour)) return colour;
    const parts = [n >> 16, (n >> 8) & 255, n & 255];
    if (0.3 * parts[0] + 0.6 * parts[1] + 0.1 * parts[2] > 90) return colour;
    return "rgb(" + parts.map((v) => Math.round(v + 0.55 * (255 - v))).join(",") + ")";
  };

  const style = (f) => {
    const chosen = POC.chosen.has(f.of || f.id);
    return {
      color: chosen ? CHOSEN : seen(f.colour),
      weight: (f.weight || 1.2) + (chosen ? 2 : 0),
      dashArray: f.dashed ? (f.weight > 2 ? "9 6" : "6 5") : null,
      fillColor: f.base && POC.dark ? "#232f37" : f.hatch ? hatched(f.hatch, f.colour) : f.fill || f.colour,
      fillOpacity: f.opacity === undefined ? 0.08 : f.opacity,
      fill: f.type !== "line",
      interactive: false,
    };
  };

  POC.putShape = (layer, f) => {
    POC.dropShape(layer, f.id);
    let where = { pane: pane(layer), renderer: layer.canvas };
    if (f.base) where = { pane: "base", renderer: POC.base };
    const look = Object.assign(style(f), where);
    const made = f.type === "circle" ? L.circle([f.lat, f.lon], Object.assign(look, { radius: f.km * 1000 }))
      : f.type === "line" ? L.polyline(f.at, look) : L.polygon(f.at, look);
    made.addTo(layer.group);
    layer.shapes.set(f.id, { f: f, drawn: made });
    if (f.base) made.bringToBack();
  };

  POC.dropShape = (layer, id) => {
    const old = layer.shapes.get(id);
    if (old) layer.group.removeLayer(old.drawn);
    layer.shapes.delete(id);
  };

  POC.restyle = (ids) => {
    for (const layer of POC.layers.values()) {
      for (const { f, drawn } of layer.shapes.values()) {
        if (ids.has(f.of || f.id)) drawn.setStyle(style(f));
      }
    }
  };

  POC.recolourShapes = () => {
    for (const layer of POC.layers.values()) {
      for (const { f, drawn } of layer.shapes.values()) drawn.setStyle(style(f));
    }
  };

  POC.showShapes = (layer) => {
    if (!layer.group) return;
    if (layer.on) layer.group.addTo(map);
    else map.removeLayer(layer.group);
  };

  const toSegment = (p, a, b) => {
    const dx = b.x - a.x, dy = b.y - a.y, n = dx * dx + dy * dy;
    const t = n ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / n)) : 0;
    return { x: a.x + t * dx, y: a.y + t * dy, d: Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy) };
  };
  POC.toSegment = toSegment;

  const onEdge = (drawn, at, reach, closed) => {
    let least = Infinity;
    for (const part of drawn._parts || []) {
      for (let i = closed ? 0 : 1; i < part.length; i++) {
        const found = toSegment(at, part[i ? i - 1 : part.length - 1], part[i]);
        if (found.d < least) least = found.d;
      }
    }
    return least <= reach ? least : null;
  };

  /* Shapes under a point of the layer: by their edge, or by their inside where they are filled. */
  POC.shapesAt = (at, reach, inside) => {
    const found = [];
    for (const layer of POC.inOrder()) {
      for (const { f, drawn } of layer.shapes.values()) {
        if (!f.pick || !drawn._pxBounds || !drawn._pxBounds.contains(at)) continue;
        if (f.type === "circle") {
          const d = Math.abs(Math.hypot(at.x - drawn._point.x, at.y - drawn._point.y) - drawn._radius);
          if (d <= reach) found.push({ layer: layer.name, id: f.of || f.id, f: f, d: d, top: 1 });
          continue;
        }
        const d = onEdge(drawn, at, reach, f.type === "polygon");
        if (d !== null) found.push({ layer: layer.name, id: f.of || f.id, f: f, d: d, top: 1 });
        else if (f.type === "polygon" && (inside || f.pick === "inside") && drawn._containsPoint(at)) {
          found.push({ layer: layer.name, id: f.of || f.id, f: f, d: 0, top: 2, wide: drawn._pxBounds.getSize().x * drawn._pxBounds.getSize().y });
        }
      }
    }
    return found;
  };

  /* The corners of a shape as the world is measured, made when something is first snapped to. */
  const corners = (item) => {
    if (item.corners) return item.corners;
    const found = [];
    const walk = (part) => {
      if (typeof part[0][0] !== "number") { part.forEach(walk); return; }
      found.push(part.map(([lat, lon]) => ({ lat: lat, lon: lon, w: POC.world(lon, lat) })));
    };
    if (item.f.at && item.f.at.length) walk(item.f.at);
    item.corners = found;
    return found;
  };

  /* What lies near a corner that is being drawn: a corner, a sign or an edge to snap to, exactly. */
  POC.snap = (at, reach, not) => {
    let best = null;
    const take = (lat, lon, d, more) => {
      if (d <= reach && (!best || d + more < best.worth)) best = { lat: lat, lng: lon, worth: d + more };
    };
    for (const d of POC.drawn) {
      if (!d.f.dx && !d.f.dy && (d.f.of || d.f.id) !== not) take(d.f.lat, d.f.lon, Math.hypot(d.x - at.x, d.y - at.y), 0);
    }
    const box = L.bounds(at.subtract([reach, reach]), at.add([reach, reach]));
    const scale = 256 * Math.pow(2, map.getZoom()), o = map.getPixelOrigin();
    const seen = (c) => L.point(c.w[0] * scale - o.x, c.w[1] * scale - o.y);
    for (const layer of POC.inOrder()) {
      for (const item of layer.shapes.values()) {
        const f = item.f;
        if (f.base || (f.of || f.id) === not || !item.drawn._pxBounds || !item.drawn._pxBounds.intersects(box)) continue;
        for (const part of corners(item)) {
          let before = f.type === "polygon" ? part[part.length - 1] : null;
          let last = before && seen(before);
          for (const c of part) {
            const p = seen(c);
            take(c.lat, c.lon, Math.hypot(p.x - at.x, p.y - at.y), 0);
            if (before) {
              const e = toSegment(at, last, p);
              const whole = Math.hypot(p.x - last.x, p.y - last.y) || 1;
              const t = Math.hypot(e.x - last.x, e.y - last.y) / whole;
              take(before.lat + t * (c.lat - before.lat), before.lon + t * (c.lon - before.lon), e.d, reach);
            }
            before = c;
            last = p;
          }
        }
      }
    }
    return best && L.latLng(best.lat, best.lng);
  };
})();
