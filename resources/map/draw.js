/* Drawing and reshaping: what the hand does here is told as numbers when it is done. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map;
  const REACH = 10;
  const home = map.getContainer();
  const LINE = { pane: "guides", renderer: POC.guides, color: "#b35a00", weight: 2.5, interactive: false,
                 fillColor: "#b35a00", fillOpacity: 0.12 };
  const DOT = Object.assign({}, LINE, { radius: 5, weight: 2, fillColor: "#ffffff", fillOpacity: 1 });
  const GHOST = Object.assign({}, LINE, { dashArray: "4 4" });

  let form = "";        // what is drawn: point, line, area, circle or split
  let path = [];        // the corners so far
  let loose = null;     // the corner under the pointer
  let marks = [];       // what of it is drawn
  let edit = null;      // what is reshaped: its rings, and the corner in the hand
  let carried = null;   // what is moved, from where

  const clear = () => { marks.forEach((m) => map.removeLayer(m)); marks = []; };
  const mark = (made) => { marks.push(made.addTo(map)); return made; };

  /* Where a corner comes to lie: on what is near, where snapping is on; Alt turns it round. */
  POC.snapping = true;
  const CAUGHT = Object.assign({}, LINE, { color: "#c2187a", weight: 2, radius: 9, fill: false });
  let caught = null;    // what the corner snapped to, ringed until the pointer leaves it
  const snapped = (e, not) => {
    const event = e.originalEvent, turned = Boolean(event && event.altKey);
    caught = turned === POC.snapping ? null : POC.snap(e.layerPoint, REACH, not);
    return caught || e.latlng;
  };
  const markCaught = () => { if (caught) mark(L.circleMarker(caught, CAUGHT)); };

  /* One turn of the Earth: a map dragged around it still tells longitudes that there are. */
  const numbers = (corners) => {
    const turn = corners.length ? 360 * Math.floor((corners[0].lng + 180) / 360) : 0;
    return corners.flatMap((c) => [c.lng - turn, c.lat]);
  };

  // -- how long, how far, how large ---------------------------------------------------------
  const SPEECH = document.documentElement.lang || "en";
  const figure = (value) => value
    .toLocaleString(SPEECH, { maximumSignificantDigits: 3, useGrouping: false })
    .replace(/\B(?=(\d{3})+$)/g, value < 1000 ? "" : "\u202f");
  const long = (m) => (m < 1000 ? figure(Math.round(m)) + " m" : figure(m / 1000) + " km");
  const towards = (a, b) => {
    const r = Math.PI / 180, d = (b.lng - a.lng) * r;
    const y = Math.sin(d) * Math.cos(b.lat * r);
    const x = Math.cos(a.lat * r) * Math.sin(b.lat * r) - Math.sin(a.lat * r) * Math.cos(b.lat * r) * Math.cos(d);
    return String(Math.round((Math.atan2(y, x) / r + 360) % 360) % 360).padStart(3, "0") + "°";
  };
  const along = (corners) => corners.slice(1).reduce((sum, c, i) => sum + map.distance(corners[i], c), 0);
  /* On a sphere as large as the Earth; good to some thousandths, as the figures are. */
  const inside = (corners) => {
    const r = Math.PI / 180;
    let sum = 0;
    corners.forEach((a, i) => {
      const b = corners[(i + 1) % corners.length];
      sum += (b.lng - a.lng) * r * (2 + Math.sin(a.lat * r) + Math.sin(b.lat * r));
    });
    const m2 = Math.abs(sum / 2) * 6371008.8 ** 2;
    return m2 < 1e5 ? figure(Math.round(m2)) + " m²" : figure(m2 / 1e6) + " km²";
  };
  /* What is drawn now, in figures beside the pointer: the last leg, the whole way, the land inside. */
  const tellSize = () => {
    if (!path.length || !loose || form === "point" || form === "split") return;
    const all = [...path, loose], last = path[path.length - 1];
    let said = long(map.distance(last, loose)) + " " + towards(last, loose);
    if (form !== "circle" && path.length > 1) said += "\n∑ " + long(along(form === "area" ? [...all, path[0]] : all));
    if (form === "area" && all.length > 2) said += "\n▱ " + inside(all);
    POC.showTip(said, map.latLngToContainerPoint(loose));
  };

  // -- drawing ------------------------------------------------------------------------------
  const sketch = () => {
    clear();
    if (!path.length && !loose) return;
    const all = loose ? [...path, loose] : path;
    if (form === "circle" && path.length && loose) {
      mark(L.circle(path[0], Object.assign({}, LINE, { radius: map.distance(path[0], loose) })));
    } else if (form === "area" && all.length > 2) mark(L.polygon(all, LINE));
    else if (all.length > 1) mark(L.polyline(all, form === "split" ? GHOST : LINE));
    for (const corner of path) mark(L.circleMarker(corner, DOT));
    if (loose) mark(L.circleMarker(loose, Object.assign({}, DOT, { radius: 3 })));
    if (loose) markCaught();
  };
  const begin = (wanted) => {
    form = wanted;
    path = [];
    loose = null;
    POC.sketching = false;
    sketch();
  };
  const finish = () => {
    const least = { point: 1, line: 2, split: 2, area: 3, circle: 2 }[form];
    if (path.length < least) return;
    const told = numbers(path), how = form;
    begin(form);
    POC.showTip("");
    POC.bridge.told(how, told, []);
  };
  const undoCorner = () => {
    path.pop();
    POC.sketching = path.length > 0;
    sketch();
  };

  map.on("click", (e) => {
    if (!form || POC.panning) return;
    const at = snapped(e);
    const point = map.latLngToLayerPoint(at);
    const near = (corner) => corner && map.latLngToLayerPoint(corner).distanceTo(point) < 6;
    if (form === "area" && path.length > 2 && near(path[0])) { finish(); return; }
    if (path.length > 1 && near(path[path.length - 1])) { finish(); return; }
    if (path.length && near(path[path.length - 1])) return;
    if (path.length >= 10000) return;
    path.push(at);
    POC.sketching = true;
    if (form === "point" || (form === "circle" && path.length === 2)) finish();
    else sketch();
  });
  map.on("dblclick contextmenu", (e) => {
    if (!form || !path.length) return;
    L.DomEvent.stop(e);
    finish();
  });
  map.on("mousemove", (e) => {
    if (!form) return;
    loose = snapped(e);
    sketch();
    tellSize();
  });

  // -- reshaping ----------------------------------------------------------------------------
  const showEdit = () => {
    clear();
    if (!edit) return;
    const shape = edit.closed ? L.polygon(edit.rings, LINE) : L.polyline(edit.rings, LINE);
    if (edit.circle) mark(L.circle(edit.circle, Object.assign({}, LINE, { radius: edit.metres })));
    else mark(shape);
    const view = map.getBounds().pad(0.1);
    let count = 0;
    for (const [r, ring] of edit.rings.entries()) {
      for (const [i, corner] of ring.entries()) {
        if (!view.contains(corner) || ++count > 1500) continue;
        const held = edit.held && edit.held[0] === r && edit.held[1] === i;
        mark(L.circleMarker(corner, held ? Object.assign({}, DOT, { fillColor: "#b35a00" }) : DOT));
      }
    }
    if (edit.drag) markCaught();
  };
  const nearest = (at) => {
    let best = null;
    for (const [r, ring] of edit.rings.entries()) {
      for (const [i, corner] of ring.entries()) {
        const d = map.latLngToLayerPoint(corner).distanceTo(at);
        if (d <= 9 && (!best || d < best.d)) best = { r: r, i: i, d: d };
      }
    }
    if (best) return best;
    for (const [r, ring] of edit.rings.entries()) {
      for (let i = edit.closed ? 0 : 1; i < ring.length; i++) {
        const a = map.latLngToLayerPoint(ring[i ? i - 1 : ring.length - 1]), b = map.latLngToLayerPoint(ring[i]);
        const e = POC.toSegment(at, a, b);
        if (e.d <= 7 && (!best || e.d < best.d)) best = { r: r, i: i, d: e.d, fresh: true };
      }
    }
    return best;
  };
  const tellEdit = () => {
    if (edit.circle) {
      POC.bridge.told("circle", numbers([L.latLng(edit.circle), L.latLng(edit.rings[0][0])]), []);
      return;
    }
    const corners = edit.rings.flat().map((c) => L.latLng(c));
    POC.bridge.told("reshape", numbers(corners), edit.rings.map((ring) => ring.length));
  };
  const grab = (event) => {
    const at = map.mouseEventToLayerPoint(event);
    const found = nearest(at);
    if (!found) return false;
    if (event.ctrlKey && !found.fresh) { edit.held = [found.r, found.i]; dropCorner(); return true; }
    if (found.fresh && edit.circle) return false;
    if (found.fresh) edit.rings[found.r].splice(found.i, 0, map.mouseEventToLatLng(event));
    edit.held = [found.r, found.i];
    edit.drag = true;
    edit.moved = Boolean(found.fresh);
    showEdit();
    return true;
  };
  const dropCorner = () => {
    if (!edit || !edit.held || edit.circle) return;
    const [r, i] = edit.held;
    if (edit.rings[r].length <= (edit.closed ? 3 : 2)) return;
    edit.rings[r].splice(i, 1);
    edit.held = null;
    showEdit();
    tellEdit();
  };
  POC.edit = (c) => {
    if (!c || !c.rings) { edit = null; showEdit(); return; }
    const held = edit && edit.id === c.id ? edit.held : null;
    edit = { id: c.id, rings: c.rings, closed: Boolean(c.closed), circle: c.circle || null, metres: c.metres || 0, held: held };
    if (held && !(edit.rings[held[0]] || [])[held[1]]) edit.held = null;
    showEdit();
  };

  // -- moving -------------------------------------------------------------------------------
  const lift = (event) => {
    // What is chosen is taken in the hand, even where something else lies over it.
    const under = POC.under(map.mouseEventToLayerPoint(event), true);
    const found = under.find((one) => POC.chosen.has(one.id)) || under[0];
    if (!found) return;
    if (!POC.chosen.has(found.id)) { POC.bridge.chosen([found.id], event.ctrlKey ? 3 : 1); POC.choose([found.id]); }
    carried = { from: map.mouseEventToLatLng(event), to: null, f: found.f };
  };
  const carry = (e) => {
    carried.to = POC.chosen.size === 1 && carried.f.type === "point" ? snapped(e, carried.f.of || carried.f.id) : e.latlng;
    // A point is put where it is dropped, whatever part of its sign was taken in the hand.
    if (POC.chosen.size === 1 && carried.f.type === "point") carried.from = L.latLng(carried.f.lat, carried.f.lon);
    const dlat = carried.to.lat - carried.from.lat, dlon = carried.to.lng - carried.from.lng;
    POC.showTip(long(map.distance(carried.from, carried.to)) + " " + towards(L.latLng(carried.from), carried.to),
                map.latLngToContainerPoint(carried.to));
    clear();
    if (carried.f.type === "point") markCaught();
    const moved = (part) => (typeof part[0] === "number" ? [part[0] + dlat, part[1] + dlon] : part.map(moved));
    for (const d of POC.drawn) {
      if (POC.chosen.has(d.f.of || d.f.id)) mark(L.circleMarker([d.f.lat + dlat, d.f.lon + dlon], DOT));
    }
    for (const layer of POC.inOrder()) {
      for (const { f } of layer.shapes.values()) {
        if (!f.at || !POC.chosen.has(f.of || f.id)) continue;
        mark(f.type === "line" ? L.polyline(moved(f.at), GHOST) : L.polygon(moved(f.at), GHOST));
      }
    }
  };

  // -- hands --------------------------------------------------------------------------------
  let pressed = L.point(0, 0);
  home.addEventListener("mousedown", (event) => {
    pressed = L.point(event.clientX, event.clientY);
    if (event.button !== 0 || POC.panning || event.target.closest(".leaflet-control")) return;
    if (POC.tool === "reshape" && edit) grab(event);
    else if (POC.tool === "move") lift(event);
  });
  map.on("mousemove", (e) => {
    if (edit && edit.drag) {
      edit.moved = true;
      const at = snapped(e, edit.id);
      edit.rings[edit.held[0]][edit.held[1]] = [at.lat, at.lng];
      if (edit.circle) edit.metres = map.distance(edit.circle, at);
      if (edit.circle) POC.showTip(long(edit.metres), e.containerPoint);
      showEdit();
    } else if (carried) carry(e);
  });
  window.addEventListener("mouseup", () => {
    if (edit && edit.drag) {
      edit.drag = false;
      caught = null;
      if (edit.moved) tellEdit();
      else showEdit();
    }
    if (carried) {
      const { from, to } = carried;
      carried = null;
      clear();
      POC.showTip("");
      if (to) POC.bridge.told("move", [from.lng, from.lat, to.lng, to.lat], []);
    }
  });
  map.on("click", (e) => {
    if (POC.tool !== "reshape" || POC.panning) return;
    // A drag that missed its corner is no click on whatever lay under its end.
    const event = e.originalEvent;
    if (event && pressed.distanceTo([event.clientX, event.clientY]) > 4) return;
    const point = map.latLngToLayerPoint(e.latlng);
    if (edit && nearest(point)) return;
    const found = POC.under(e.layerPoint, true).find((h) => h.f.pick);
    if (found && (!edit || found.id !== edit.id)) POC.bridge.chosen([found.id], 1);
  });
  map.on("moveend", () => { if (edit) showEdit(); });

  document.addEventListener("keydown", (event) => {
    const key = event.key;
    if (form) {
      if (key === "Enter") finish();
      else if (key === "Backspace") undoCorner();
      else if (key === "Escape" && POC.sketching) { begin(form); event.stopImmediatePropagation(); }
      else return;
      event.preventDefault();
    } else if (edit) {
      if (key === "Escape" && edit.drag) {
        edit.drag = false;
        POC.bridge.told("again", [], []);
        event.stopImmediatePropagation();
      } else if (key === "Delete" || key === "Backspace") {
        dropCorner();
        event.preventDefault();
      }
    } else if (carried && key === "Escape") {
      carried = null;
      clear();
      event.stopImmediatePropagation();
    }
  }, true);

  POC.takeTool = (c) => {
    const drawing = ["point", "line", "area", "circle", "split"].includes(c.form);
    form = "";
    path = [];
    loose = carried = caught = null;
    POC.sketching = false;
    if (c.tool !== "reshape") edit = null;
    clear();
    POC.setTool(c.tool);
    if (drawing && c.tool === "draw") begin(c.form);
    if (edit) showEdit();
  };
})();
