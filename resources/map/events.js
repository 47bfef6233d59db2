/* Draws events: dots on canvas tiles fed with binary columns, groups and rings of what is in
   view, and the heat picture. It decides nothing: what lies where comes from the program. */
"use strict";
window.pocEvents = (map, second) => {
  const HOME = second ? "poc://app/two/" : "poc://app/ev/";
  const HEAD = 64;          // pixels that stand before a tile's corner in the columns
  const MARGIN = 14;        // a sign reaches so far over the edge of its tile
  const ratio = () => Math.min(window.devicePixelRatio || 1, 2);
  const pane = map.createPane("events");
  pane.style.zIndex = 350;
  pane.style.pointerEvents = "none";
  // Counts are read, so they lie over the signs of places; rings and dots lie under them.
  const top = map.createPane("counts");
  top.style.zIndex = 620;
  top.style.pointerEvents = "none";
  let spec = null, shown = null, coming = null, sprites = new Map(), asked = 0;

  /* A dot as a small picture, made once: filled where the place is known well, else a ring. */
  const radius = (size, zoom) => {
    const lettered = spec.letters && zoom >= 9;
    const base = lettered ? 6 : zoom < 6 ? 1.6 : zoom < 8 ? 2.4 : zoom < 11 ? 3.2 : 4.5;
    return base + [0, 1, 3, 5.5][size] * (zoom < 6 ? 0.6 : 1);
  };

  const sprite = (code, size, zoom) => {
    const name = code + "/" + size + "/" + Math.min(zoom, 12);
    const old = sprites.get(name);
    if (old) return old;
    const sharp = code >= 128, look = spec.signs[code & 31] || spec.signs[0] || ["#9e2a2b", ""];
    const r = radius(size, zoom), k = ratio(), half = Math.ceil(r + 2);
    const made = document.createElement("canvas");
    made.width = made.height = 2 * half * k;
    const c = made.getContext("2d");
    c.scale(k, k);
    c.beginPath();
    c.arc(half, half, r, 0, 2 * Math.PI);
    if (sharp) {
      c.globalAlpha = size > 1 ? 0.75 : 0.9;
      c.fillStyle = look[0];
      c.fill();
      c.globalAlpha = 1;
      if (r > 2.5) { c.lineWidth = 0.8; c.strokeStyle = "#ffffff"; c.stroke(); }
    } else {
      c.lineWidth = r > 2.5 ? 1.6 : 1;
      c.strokeStyle = look[0];
      c.stroke();
    }
    if (spec.letters && zoom >= 9 && look[1]) {
      c.fillStyle = sharp ? "#ffffff" : look[0];
      c.font = "bold 9px sans-serif";
      c.textAlign = "center";
      c.textBaseline = "middle";
      c.fillText(look[1], half, half + 0.5);
    }
    sprites.set(name, made);
    return made;
  };

  /* The same dot as bare pixels: thousands of them are laid into a tile faster than drawn. */
  const stamp = (code, size, zoom) => {
    const made = sprite(code, size, zoom);
    if (!made.pocPixels) {
      const w = made.width;
      made.pocPixels = new Uint32Array(
        made.getContext("2d").getImageData(0, 0, w, w).data.buffer);
    }
    return made;
  };

  const FEW = 150;
  const draw = (canvas, buffer, from, n, zoom) => {
    const x = new Uint16Array(buffer, from, n), y = new Uint16Array(buffer, from + 2 * n, n);
    const key = new Uint8Array(buffer, from + 4 * n, n), size = new Uint8Array(buffer, from + 5 * n, n);
    const c = canvas.getContext("2d"), k = ratio();
    if (n <= FEW) {
      c.scale(k, k);
      for (let i = 0; i < n; i++) {
        const s = sprite(key[i], size[i], zoom), w = s.width / k;
        c.drawImage(s, x[i] / 16 - HEAD - w / 2, y[i] / 16 - HEAD - w / 2, w, w);
      }
      return;
    }
    const side = canvas.width, image = c.createImageData(side, side);
    const pixels = new Uint32Array(image.data.buffer), known = new Array(1024);
    for (let i = 0; i < n; i++) {
      const name = key[i] * 4 + size[i];
      const s = known[name] || (known[name] = stamp(key[i], size[i], zoom));
      const w = s.width, dots = s.pocPixels;
      const left = Math.round((x[i] / 16 - HEAD) * k - w / 2);
      const top = Math.round((y[i] / 16 - HEAD) * k - w / 2);
      const right = Math.min(w, side - left);
      for (let v = Math.max(0, -top), high = Math.min(w, side - top); v < high; v++) {
        let at = (top + v) * side + left;
        for (let u = Math.max(0, -left); u < right; u++) {
          const dot = dots[v * w + u];
          // What is faint gives way to what is there already.
          if (dot >>> 24 > 120 || (dot && !pixels[at + u])) pixels[at + u] = dot;
        }
      }
    }
    c.putImageData(image, 0, 0);
  };

  /* Tiles that are wanted in one breath come in one answer: each way to the program costs. */
  const MOST = 60;
  const Dots = L.GridLayer.extend({
    createTile: function (at, done) {
      const tile = document.createElement("canvas"), side = 256 * ratio();
      tile.width = tile.height = side;
      if (!this.wanted) {
        this.wanted = [];
        queueMicrotask(() => this.ask());
      }
      this.wanted.push({ tile, at: { x: at.x, y: at.y, z: at.z }, done });
      return tile;
    },
    ask: function () {
      const all = this.wanted;
      this.wanted = null;
      for (let i = 0; i < all.length; i += MOST) this.bring(all.slice(i, i + MOST));
    },
    bring: function (wanted) {
      const zoom = wanted[0].at.z;
      const path = wanted.map((w) => w.at.x + "," + w.at.y).join(";");
      fetch(HOME + this.options.rev + "/tiles/" + zoom + "/" + path)
        .then((r) => r.arrayBuffer())
        .then((answer) => {
          const sizes = new Uint32Array(answer, 0, answer.byteLength ? wanted.length : 0);
          let from = 4 * sizes.length;
          wanted.forEach((w, i) => {
            if (sizes[i]) draw(w.tile, answer, from, sizes[i], zoom);
            from += 8 * Math.ceil((sizes[i] || 0) * 6 / 8);
            w.done(null, w.tile);
          });
        }, () => undefined);
    },
  });

  const forget = (layer) => { if (layer) map.removeLayer(layer); };

  /* The old dots stay until the new ones are drawn, so that nothing flashes. */
  const redraw = () => {
    forget(coming);
    coming = null;
    if (!spec.rev || spec.as !== "dots") {
      forget(shown);
      shown = null;
      return;
    }
    const made = new Dots({ pane: "events", rev: spec.rev, maxNativeZoom: 17, maxZoom: 17,
                            updateWhenZooming: false, updateWhenIdle: false, updateInterval: 50,
                            keepBuffer: 2, noWrap: true });
    made.on("load", () => {
      if (second) window.pocPaintedBeside = made.options.rev;
      else window.pocPainted = made.options.rev;
      if (made !== coming) return;
      over.ask();  // the dots come first, then what lies around them
      forget(shown);
      shown = made;
      coming = null;
    });
    coming = made.addTo(map);
  };

  /* Groups, and rings for what is known to an area only: one canvas over the view. */
  const Over = L.Layer.extend({
    onAdd: function () {
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", pane);
      this.canvas.style.position = "absolute";
      this.canvas.style.zIndex = 0;  // rings lie below the dots
      map.on("moveend resize recoloured", this.ask, this);
      this.ask();
    },
    onRemove: function () {
      map.off("moveend resize recoloured", this.ask, this);
      this.canvas.remove();
    },
    ask: function () {
      if (!spec || !spec.rev) { this.paint(null); return; }
      const zoom = Math.min(Math.max(Math.round(map.getZoom()), 0), 17);
      const scale = map.getZoomScale(zoom, map.getZoom());
      const box = map.getPixelBounds();
      const at = [box.min.x * scale, box.min.y * scale, box.max.x * scale, box.max.y * scale];
      const turn = ++asked;
      fetch(HOME + spec.rev + "/view/" + zoom + "/" + at.map(Math.round).join("/"))
        .then((r) => r.json())
        .then((found) => { if (turn === asked && found.rings) this.paint(found, scale); }, () => undefined);
    },
    paint: function (found, scale) {
      const size = map.getSize(), k = ratio(), canvas = this.canvas;
      canvas.width = size.x * k;
      canvas.height = size.y * k;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      const home = spec && spec.as === "groups" ? top : pane;
      if (canvas.parentNode !== home) home.appendChild(canvas);
      if (!found) return;
      const c = canvas.getContext("2d"), from = map.getPixelBounds().min;
      c.scale(k, k);
      c.textAlign = "center";
      c.textBaseline = "middle";
      for (const [x, y, count, worst] of found.rings) ring(c, x / scale - from.x, y / scale - from.y, count, worst);
      if (spec.as === "groups") {
        for (const [x, y, count] of found.groups) group(c, x / scale - from.x, y / scale - from.y, count);
      }
      if (!second) window.pocView = { rings: found.rings.length, groups: found.groups.length };
    },
  });

  const short = (n) => (n < 1000 ? String(n) : n < 1e6 ? Math.round(n / 100) / 10 + "k"
                                                       : Math.round(n / 1e5) / 10 + "M");

  /* A dashed, empty ring: so many events somewhere around here, nobody knows where. Its
     number stands on its rim, where no dot hides it. */
  const ring = (c, x, y, count, worst) => {
    const r = 10 + 3 * Math.log10(count) + (worst > 3 ? 4 : 0);
    const dark = document.body.classList.contains("dark");
    c.setLineDash(worst > 3 ? [2, 3] : [5, 3]);
    c.lineWidth = 1.5;
    c.strokeStyle = dark ? "#b9a6cc" : "#5a4a6a";
    c.fillStyle = dark ? "rgba(15,23,28,0.35)" : "rgba(255,255,255,0.35)";
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.fill();
    c.stroke();
    c.setLineDash([]);
    c.font = "bold 10px sans-serif";
    c.lineWidth = 3;
    c.strokeStyle = dark ? "rgba(15,23,28,0.9)" : "rgba(255,255,255,0.9)";
    c.strokeText(short(count), x, y - r);
    c.fillStyle = dark ? "#e4d9ee" : "#3c2f4a";
    c.fillText(short(count), x, y - r);
  };

  const group = (c, x, y, count) => {
    const r = 8 + 5 * Math.log10(Math.max(count, 1));
    c.lineWidth = 2;
    c.strokeStyle = "#ffffff";
    c.fillStyle = "rgba(158,42,43,0.86)";
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.fill();
    c.stroke();
    c.font = "bold 11px sans-serif";
    c.fillStyle = "#ffffff";
    c.fillText(short(count), x, y + 0.5);
  };

  const over = new Over();
  let heat = null;
  const picture = () => {
    forget(heat);
    heat = null;
    const box = spec.heat;
    if (!box) return;
    heat = L.imageOverlay(HOME + box.rev + "/heat.png",
                          [[box.south, box.west], [box.north, box.east]],
                          { pane: "events", opacity: 0.8, className: "heat" }).addTo(map);
  };

  return (told) => {
    const before = spec;
    spec = told;
    sprites = new Map();
    if (!before) over.addTo(map);
    redraw();
    picture();
    if (!coming) over.ask();
    if (!spec.rev && !second) window.pocPainted = 0;
  };
};
