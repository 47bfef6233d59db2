/* Moving about as people of other map programs expect: back to the views before and on again, a box
   to zoom to, a double click that opens what lies there, and a menu on the right button. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map, home = map.getContainer();
  const MOST = 60, RESTS = 500;

  // -- the views before ---------------------------------------------------------------------
  let views = [], at = -1, timer = 0, going = false;
  const keep = () => {
    const now = { c: map.getCenter(), z: map.getZoom() }, last = views[at];
    if (last && last.z === now.z && map.project(last.c, now.z).distanceTo(map.project(now.c, now.z)) < 12) return;
    views = views.slice(Math.max(0, at + 2 - MOST), at + 1);
    views.push(now);
    at = views.length - 1;
  };
  map.on("moveend", () => {
    clearTimeout(timer);
    if (going) { going = false; return; }
    timer = setTimeout(keep, RESTS);
  });
  const go = (by) => {
    clearTimeout(timer);
    if (by < 0) keep();
    const to = views[at + by];
    if (!to) return;
    at += by;
    going = true;
    map.setView(to.c, to.z, { animate: false });
    going = false;
    clearTimeout(timer);
  };
  POC.acts.back = () => go(-1);
  POC.acts.forth = () => go(1);
  home.addEventListener("mouseup", (event) => {
    if (event.button === 3 || event.button === 4) { event.preventDefault(); go(event.button === 3 ? -1 : 1); }
  });

  // -- a double click opens what lies there, and zooms where nothing does ---------------------
  map.doubleClickZoom.disable();
  map.on("dblclick", (e) => {
    if (POC.tool === "draw" || POC.sketching || POC.panning || POC.adding) return;
    L.DomEvent.stop(e);
    const found = POC.under(e.layerPoint, false).find((h) => h.f.pick || h.f.label);
    if (!found) {
      if (POC.tool === "look") map.setZoomAround(e.containerPoint, map.getZoom() + (e.originalEvent.shiftKey ? -1 : 1));
      return;
    }
    POC.bridge.told("open", [], []);
  });

  // -- the right button -----------------------------------------------------------------------
  map.on("contextmenu", (e) => {
    if (POC.tool === "draw" || POC.sketching) return;
    L.DomEvent.preventDefault(e.originalEvent);
    const found = POC.under(e.layerPoint, POC.tool === "select")[0];
    if (found && !POC.chosen.has(found.id)) POC.bridge.chosen([found.id], 1);
    const turn = 360 * Math.floor((e.latlng.lng + 180) / 360);
    POC.bridge.told(found ? "menu_on" : "menu_at", [e.latlng.lng - turn, e.latlng.lat], []);
  });

  // Who comes here by a key moves the map by the arrows at once.
  const takeKeys = () => {
    const at = document.activeElement;
    if (document.hasFocus() && (!at || at === document.body)) home.focus({ preventScroll: true });
  };
  window.addEventListener("focus", takeKeys);
  setTimeout(takeKeys, 0);

  // -- keys -----------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "j") {
      event.preventDefault();
      POC.bridge.told("seek", [], []);
    } else if (["+", "=", "-"].includes(event.key) && !event.ctrlKey && !event.altKey) {
      // On many keyboards a plus is typed with Shift, with which Leaflet takes three steps at once.
      event.preventDefault();
      event.stopPropagation();
      map.setZoom(map.getZoom() + (event.key === "-" ? -1 : 1));
    } else if (event.key === "F2" && !POC.sketching) {
      event.preventDefault();
      POC.bridge.told("open", [], []);
    } else if (event.key === "Home" && !POC.sketching) {
      event.preventDefault();
      POC.bridge.told("whole", [], []);
    } else if ((event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && !POC.sketching) {
      event.preventDefault();
      const c = map.getCenter();
      POC.bridge.told(POC.chosen.size ? "menu_on" : "menu_at", [c.lng, c.lat], []);
    }
  }, true);
  // For those who test the page.
  window.pocViews = () => [views.length, at];
})();
