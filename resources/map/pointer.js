/* What the pointer and the keys do on the map while nothing is drawn: look, pick, choose several. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map, element = POC.element;
  const NEAR = 7;
  const home = map.getContainer();
  POC.tool = "look";
  POC.say = {};

  const under = (at, inside) => {
    const signs = POC.signsAt(at, NEAR);
    const shapes = POC.shapesAt(at, NEAR, inside)
      // Of areas that lie in one another the smallest is meant; the others follow.
      .sort((a, b) => a.top - b.top || a.d - b.d || (a.wide || 0) - (b.wide || 0));
    return [...signs, ...shapes];
  };
  POC.under = under;

  // -- a tip under the pointer --------------------------------------------------------------
  const tip = element("div", "tip");
  tip.setAttribute("role", "status");
  home.append(tip);
  const showTip = (text, at) => {
    if (!text) { tip.style.display = "none"; return; }
    tip.textContent = String(text);
    const where = POC.tipHome ? POC.tipHome() : home;
    if (tip.parentNode !== where) where.append(tip);
    tip.style.display = "block";
    const size = map.getSize();
    tip.style.left = Math.max(4, Math.min(at.x + 14, size.x - tip.offsetWidth - 6)) + "px";
    tip.style.top = Math.max(4, at.y - tip.offsetHeight - 12) + "px";
  };
  POC.tipped = () => (tip.style.display === "none" ? "" : tip.textContent);
  POC.showTip = showTip;

  // -- what can be reached by keyboard ------------------------------------------------------
  map.createPane("targets").style.zIndex = 630;
  const targets = new Map();
  const holder = map.getPane("targets");
  holder.setAttribute("role", "group");
  let waiting = 0;
  const placeTargets = () => {
    waiting = 0;
    const view = L.bounds(map.containerPointToLayerPoint([0, 0]),
                          map.containerPointToLayerPoint(map.getSize()));
    const shown = POC.drawn.filter((d) => d.f.label && view.contains([d.x, d.y]));
    shown.sort((a, b) => Boolean(b.f.shape) - Boolean(a.f.shape) || (b.f.rank || 0) - (a.f.rank || 0));
    const wanted = new Map(shown.slice(0, POC.MOST_TARGETS).map((d) => [d.layer + "\n" + d.f.id, d]));
    for (const [key, made] of targets) {
      if (!wanted.has(key)) { made.remove(); targets.delete(key); }
    }
    for (const [key, d] of wanted) {
      let made = targets.get(key);
      if (!made) {
        made = element("button", "sign");
        made.type = "button";
        made.tabIndex = -1;
        targets.set(key, made);
        holder.append(made);
      }
      made.target = d;
      made.setAttribute("aria-label", String(d.f.label));
      made.style.transform = "translate(" + (d.x - 11) + "px," + (d.y - 11) + "px)";
    }
    const first = holder.querySelector(".sign:focus") || holder.querySelector(".sign");
    for (const made of targets.values()) made.tabIndex = made === first ? 0 : -1;
  };
  POC.afterSigns = () => {
    clearTimeout(waiting);
    waiting = setTimeout(placeTargets, 60);
  };
  const AHEAD = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  holder.addEventListener("keydown", (event) => {
    const from = event.target.target;
    if (!from) return;
    if (event.key === "Enter" || event.key === " ") {
      POC.bridge.picked(from.layer, from.f.of || from.f.id);
    } else if (AHEAD[event.key]) {
      const [ax, ay] = AHEAD[event.key];
      let best = null;
      for (const made of targets.values()) {
        const dx = made.target.x - from.x, dy = made.target.y - from.y;
        const along = dx * ax + dy * ay, aside = Math.abs(dx * ay) + Math.abs(dy * ax);
        if (along > 1 && (!best || along + 2 * aside < best.far)) best = { made: made, far: along + 2 * aside };
      }
      if (best) { event.target.tabIndex = -1; best.made.tabIndex = 0; best.made.focus({ preventScroll: true }); }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  holder.addEventListener("focusin", (event) => {
    const d = event.target.target;
    if (d) showTip(d.f.label, map.layerPointToContainerPoint([d.x, d.y]));
  });
  holder.addEventListener("focusout", () => showTip(""));

  // -- choosing -----------------------------------------------------------------------------
  /* How ids are chosen: 0 one of these, 1 these instead, 2 these besides, 3 the other way round. */
  const tell = (found, how) => {
    const ids = [...new Set(found.map((h) => h.id))].slice(0, 10000);
    POC.bridge.chosen(ids, how);
  };
  const how = (event) => (event.ctrlKey || event.metaKey ? 3 : event.shiftKey ? 2 : 1);

  POC.choose = (ids) => {
    const before = POC.chosen;
    POC.chosen = new Set(ids);
    POC.restyle(new Set([...before, ...POC.chosen]));
    POC.redraw();
  };

  map.on("click", (e) => {
    if (POC.tool !== "look" && POC.tool !== "select") return;
    if (POC.swallow) { POC.swallow = false; return; }
    // Who asks for a position means the very point, whatever lies there.
    if (POC.adding) {
      POC.bridge.clicked(e.latlng.lng, e.latlng.lat, Math.round(map.getZoom()));
      return;
    }
    const found = under(e.layerPoint, POC.tool === "select");
    const event = e.originalEvent;
    // Where it was pressed: events that lie under a sign are found there.
    const turn = 360 * Math.floor((e.latlng.lng + 180) / 360);
    if (found.length) POC.bridge.told("at", [e.latlng.lng - turn, e.latlng.lat], []);
    if (found.length && (event.ctrlKey || event.shiftKey || POC.tool === "select")) {
      tell(found.slice(0, 1), event.ctrlKey ? 3 : event.shiftKey ? 2 : 1);
    } else if (!found.length) {
      POC.bridge.clicked(e.latlng.lng, e.latlng.lat, Math.round(map.getZoom()));
    } else {
      const same = found.filter((h) => h.top === found[0].top && h.d <= found[0].d + NEAR);
      if (same.length > 1) tell(same.slice(0, 40), 0);
      else POC.bridge.picked(found[0].layer, found[0].id);
    }
  });

  // -- box and lasso ------------------------------------------------------------------------
  map.createPane("guides").style.zIndex = 640;
  map.getPane("guides").style.pointerEvents = "none";
  POC.guides = L.canvas({ pane: "guides", padding: 0.3 });
  const GUIDE = { pane: "guides", renderer: POC.guides, color: "#0b4f7c", weight: 1.5, dashArray: "5 4",
                  fillColor: "#0b4f7c", fillOpacity: 0.08, interactive: false };
  let box = null;
  home.addEventListener("mousedown", (event) => {
    if (event.button !== 0 || POC.panning || event.target.closest(".leaflet-control")) return;
    if (!(POC.tool === "select" || (POC.tool === "look" && event.shiftKey))) return;
    const at = map.mouseEventToLatLng(event);
    const zooms = event.ctrlKey && event.shiftKey && !event.altKey;
    box = { path: [at], lasso: event.altKey, zooms: zooms, moved: false, drawn: L.polygon([at], GUIDE).addTo(map) };
    map.dragging.disable();
  });
  window.addEventListener("mousemove", (event) => {
    if (!box) return;
    const at = map.mouseEventToLatLng(event), from = box.path[0];
    if (map.latLngToLayerPoint(at).distanceTo(map.latLngToLayerPoint(from)) > 4) box.moved = true;
    if (box.lasso) box.path.push(at); else box.path = [from, at];
    box.drawn.setLatLngs(box.lasso ? box.path
      : [from, [from.lat, at.lng], at, [at.lat, from.lng]]);
  });
  window.addEventListener("mouseup", (event) => {
    if (!box) return;
    const done = box;
    box = null;
    map.removeLayer(done.drawn);
    POC.allowDrag();
    if (!done.moved) return;
    POC.swallow = true;
    setTimeout(() => { POC.swallow = false; }, 0);
    if (done.zooms) { map.fitBounds(done.drawn.getBounds(), { animate: false }); return; }
    const ring = done.drawn.getLatLngs()[0].map((l) => map.latLngToLayerPoint(l));
    tell(within(ring), how(event));
  });

  const inRing = (p, ring) => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i], b = ring[j];
      if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
  };
  const within = (ring) => {
    const found = POC.drawn.filter((d) => inRing(d, ring)).map((d) => ({ id: d.f.of || d.f.id }));
    for (const layer of POC.inOrder()) {
      for (const { f, drawn } of layer.shapes.values()) {
        if (!f.pick || f.base || !drawn._parts) continue;
        const parts = drawn._parts;
        if (parts.length && parts.every((part) => part.every((p) => inRing(p, ring)))) found.push({ id: f.of || f.id });
      }
    }
    return found;
  };

  // -- moving about -------------------------------------------------------------------------
  POC.allowDrag = () => {
    if (POC.panning || (POC.tool !== "select" && POC.tool !== "move" && POC.tool !== "reshape")) map.dragging.enable();
    else map.dragging.disable();
  };
  const CURSORS = { look: "", select: "default", move: "move", reshape: "default" };
  POC.cursor = () => {
    const wanted = POC.panning ? "grab" : POC.tool in CURSORS ? CURSORS[POC.tool] : "crosshair";
    home.style.cursor = POC.adding && POC.tool === "look" ? "crosshair" : wanted;
  };
  POC.setTool = (name) => {
    POC.tool = name;
    showTip("");
    POC.allowDrag();
    POC.cursor();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && !(event.target.closest && event.target.closest("button"))) {
      event.preventDefault();
      if (!POC.panning) { POC.panning = true; POC.allowDrag(); POC.cursor(); }
    } else if (event.key === "Escape" && !POC.sketching) {
      POC.bridge.told("cancel", [], []);
    } else if (event.key === "Delete" && !POC.sketching && POC.tool !== "reshape") {
      POC.bridge.told("delete", [], []);
    } else if (event.key.toLowerCase() === "c" && event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      POC.bridge.told("rows", [], []);
    } else if (event.key.toLowerCase() === "a" && event.ctrlKey) {
      event.preventDefault();
      const size = map.getSize();
      const at = (x, y) => map.containerPointToLayerPoint([x, y]);
      tell(within([at(0, 0), at(size.x, 0), at(size.x, size.y), at(0, size.y)]), 1);
    }
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== " ") return;
    POC.panning = false;
    POC.allowDrag();
    POC.cursor();
  });

  /* The middle button moves the map whatever tool is in the hand. */
  let middle = false;
  window.addEventListener("mousedown", (event) => {
    if (event.button !== 1 || !home.contains(event.target)) return;
    event.preventDefault();
    middle = POC.panning = true;
    POC.allowDrag();
    POC.cursor();
  }, true);
  window.addEventListener("mouseup", (event) => {
    if (!middle || event.button !== 1) return;
    middle = POC.panning = false;
    setTimeout(() => { POC.allowDrag(); POC.cursor(); }, 0);
  });

  let last = 0;
  map.on("mousemove", (e) => {
    const now = performance.now();
    if (now - last < 50) return;
    last = now;
    POC.bridge.hovered(e.latlng.lng, e.latlng.lat);
    if (box || POC.sketching || !["look", "select", "move"].includes(POC.tool)) return;
    const found = under(e.layerPoint, false)[0];
    showTip(found && found.f.label, e.containerPoint);
    if (POC.tool !== "move") home.style.cursor = found && !POC.adding ? "pointer" : "";
    if (!found) POC.cursor();
  });
  map.on("mouseout movestart", () => showTip(""));
})();
