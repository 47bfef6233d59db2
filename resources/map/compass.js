/* Where north is, and a scale that somebody asked for. The map does not turn: north is always up. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map;
  const North = L.Control.extend({
    onAdd: () => {
      const made = POC.element("div", "north", "N");
      made.setAttribute("role", "img");
      return made;
    },
  });
  const north = new North({ position: "topright" }).addTo(map).getContainer();
  north.parentNode.prepend(north);  // above the buttons, whichever of them came first

  /* To this very zoom: the wheel goes in quarters, a scale that is typed does not. */
  POC.acts.zoom = (c) => {
    const quarters = map.options.zoomSnap;
    map.options.zoomSnap = 0;
    map.setZoom(c.zoom, { animate: false });
    map.options.zoomSnap = quarters;
  };
})();
