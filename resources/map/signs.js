/* The signs of places: any number of them on one canvas. What can be reached by keyboard is an
   element besides, for at most POC.MOST_TARGETS of those in view. Text is drawn or placed as text. */
"use strict";
(function () {
  const map = window.pocMap;
  const POC = (window.POC = { map: map, MOST_TARGETS: 300, layers: new Map(), chosen: new Set() });
  const SIZE = 21;
  const RATIO = Math.max(1, window.devicePixelRatio || 1);
  const INK = () => (POC.dark ? "#e8eef2" : "#1d2a33");
  const PAPER = () => (POC.dark ? "#16222b" : "#ffffff");

  POC.element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    if (text !== undefined) made.textContent = String(text);
    return made;
  };

  /* One layer of the tree: its points, its shapes, whether it is shown and how strongly. */
  POC.layer = (name) => {
    if (!POC.layers.has(name)) {
      POC.layers.set(name, { name: name, points: new Map(), shapes: new Map(), on: true,
                             opacity: 1, order: POC.layers.size });
    }
    return POC.layers.get(name);
  };
  POC.inOrder = () => [...POC.layers.values()].filter((l) => l.on).sort((a, b) => a.order - b.order);

  POC.world = (lon, lat) => {
    const s = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return [(lon + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  };

  // -- drawings of signs, each made once ---------------------------------------------------
  const pictures = new Map();
  const sprites = new Map();
  sprites.age = 0;
  const forget = () => { sprites.clear(); sprites.age++; };
  const picture = (name) => {
    if (!pictures.has(name)) {
      const made = new Image();
      made.addEventListener("load", () => { forget(); POC.redraw(); });
      made.src = "poc://app/sign/" + encodeURIComponent(name) + ".svg";
      pictures.set(name, made);
    }
    return pictures.get(name);
  };

  const outline = (g, shape, r) => {
    g.beginPath();
    if (shape === "circle") g.arc(0, 0, r, 0, 7);
    else if (shape === "diamond") { g.moveTo(0, -r * 1.2); g.lineTo(r * 1.2, 0); g.lineTo(0, r * 1.2); g.lineTo(-r * 1.2, 0); g.closePath(); }
    else if (shape === "triangle") { g.moveTo(0, -r * 1.15); g.lineTo(r * 1.15, r * 0.9); g.lineTo(-r * 1.15, r * 0.9); g.closePath(); }
    else if (shape === "hexagon") { for (let i = 0; i < 6; i++) g.lineTo(Math.cos(i * Math.PI / 3) * r * 1.1, Math.sin(i * Math.PI / 3) * r * 1.1); g.closePath(); }
    else if (shape === "flag") { g.moveTo(-r, -r); g.lineTo(r, -r * 0.4); g.lineTo(-r, r * 0.3); g.closePath(); g.moveTo(-r, -r); g.lineTo(-r, r * 1.1); }
    else g.rect(-r, -r * 0.85, r * 2, r * 1.7);
  };

  /* A sign: a shape filled with its colour, hollow where it is planned or proposed, dashed where
     it is only anticipated, with a drawing or a letter in it. */
  const sprite = (f, far) => {
    const key = [f.shape, f.colour, f.ink, f.hollow, f.dashed, f.glyph, f.letter, far, POC.dark].join("|");
    if (sprites.has(key)) return sprites.get(key);
    const size = far ? SIZE * 0.62 : SIZE;
    const made = document.createElement("canvas");
    const wide = f.glyph && f.whole ? size * (far ? 1.5 : 1.7) : size * 1.5;
    made.width = made.height = Math.ceil(wide * RATIO);
    made.side = wide;
    const g = made.getContext("2d");
    g.scale(RATIO, RATIO);
    g.translate(wide / 2, wide / 2);
    const dark = !f.whole && (f.hollow ? !POC.dark : f.ink && f.ink !== "#ffffff");
    const drawing = f.glyph && picture(f.glyph + (dark ? ".dark" : ""));
    const there = drawing && drawing.complete && drawing.naturalWidth;
    if (there && f.whole) {
      const h = (wide * drawing.naturalHeight) / drawing.naturalWidth;
      g.drawImage(drawing, -wide / 2, -h / 2, wide, h);
    } else {
      outline(g, f.shape, size / 2 - 1);
      g.fillStyle = f.hollow ? PAPER() : f.colour;
      g.fill();
      g.lineWidth = far ? 1.3 : 2;
      g.strokeStyle = f.hollow || f.dashed ? f.colour : PAPER();
      if (f.dashed) g.setLineDash([3, 2]);
      g.stroke();
      g.setLineDash([]);
      const ink = f.hollow ? INK() : f.ink || "#ffffff";
      if (there) {
        const three = f.shape === "triangle";
        const s = size * (three ? 0.5 : 0.72);
        g.drawImage(drawing, -s / 2, -s / 2 + (three ? size * 0.13 : 0), s, s);
      } else if (f.letter) {
        g.fillStyle = ink;
        g.font = "700 " + (size * 0.56) + "px 'DejaVu Sans', sans-serif";
        g.textAlign = "center";
        g.textBaseline = "middle";
        g.fillText(String(f.letter).slice(0, 3), 0, size * 0.03);
      }
    }
    sprites.set(key, made);
    return made;
  };

  /* A dot, drawn once for all of its colour and size: thousands of arcs take half a picture's time. */
  const dot = (f, r) => {
    const key = ["dot", f.colour, f.hollow, r, POC.dark].join("|");
    if (sprites.has(key)) return sprites.get(key);
    const made = document.createElement("canvas");
    made.side = 2 * Math.ceil(r + 1);
    made.width = made.height = Math.ceil(made.side * RATIO);
    const g = made.getContext("2d");
    g.scale(RATIO, RATIO);
    g.beginPath();
    g.arc(made.side / 2, made.side / 2, r, 0, 7);
    g.fillStyle = f.hollow ? PAPER() : f.colour;
    g.fill();
    g.lineWidth = f.hollow ? 1.6 : POC.dark ? 1.2 : 0.8;
    // A dark dot on dark land is known by its pale rim.
    g.strokeStyle = f.hollow ? f.colour : POC.dark ? "#9fb4c0" : PAPER();
    g.stroke();
    sprites.set(key, made);
    return made;
  };

  // -- the canvas --------------------------------------------------------------------------
  map.createPane("signs").style.zIndex = 620;
  const Signs = L.Renderer.extend({
    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._layers = {};
    },
    _destroyContainer: function () { this._container.remove(); },
    _updatePaths: function () {},
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const b = this._bounds, size = b.getSize(), c = this._container;
      L.DomUtil.setPosition(c, b.min);
      const w = Math.round(size.x * RATIO), h = Math.round(size.y * RATIO);
      if (c.width !== w || c.height !== h) {
        c.width = w;
        c.height = h;
        c.style.width = size.x + "px";
        c.style.height = size.y + "px";
      }
      this.draw();
    },
    draw: function () {
      if (!this._bounds) return;
      const g = this._container.getContext("2d"), b = this._bounds;
      g.setTransform(RATIO, 0, 0, RATIO, 0, 0);
      g.clearRect(0, 0, b.getSize().x, b.getSize().y);
      g.translate(-b.min.x, -b.min.y);
      const zoom = map.getZoom(), scale = 256 * Math.pow(2, zoom), o = map.getPixelOrigin();
      POC.drawn = [];
      const names = [];
      const taken = new Map();
      // From afar many dots are small, and a sign stands only where it says more than a dot.
      let many = 0;
      for (const layer of POC.inOrder()) {
        for (const p of layer.points.values()) {
          const x = p.x * scale - o.x, y = p.y * scale - o.y;
          if (x > b.min.x && x < b.max.x && y > b.min.y && y < b.max.y) many++;
        }
      }
      const far = zoom < 8 && many > 60;
      const dense = many > 900, small = many > 2500 ? 0.5 : dense ? 0.7 : 1;
      for (const layer of POC.inOrder()) {
        g.globalAlpha = layer.opacity;
        for (const p of layer.points.values()) {
          const f = p.f, reach = far ? 0.5 : 1;
          const x = p.x * scale - o.x + (f.dx || 0) * reach, y = p.y * scale - o.y + (f.dy || 0) * reach;
          if (x < b.min.x - 20 || x > b.max.x + 20 || y < b.min.y - 20 || y > b.max.y + 20) continue;
          let r = (f.size || 4) * small;
          let crowded = false;
          const lesser = f.size || (far && (f.rank || 0) < 50);
          if (dense && f.shape && lesser && !POC.chosen.has(f.of || f.id)) crowded = true;
          else if (f.shape) {
            // Where signs would lie upon one another, the first is drawn and the others are dots.
            const side = dense && far ? 15 : 9;
            const cell = Math.round(x / side) * 65536 + Math.round(y / side);
            crowded = taken.get(cell) >= (dense && far ? 1 : 2) && !POC.chosen.has(f.of || f.id);
            taken.set(cell, (taken.get(cell) || 0) + 1);
          }
          if (f.shape && !crowded) {
            const made = sprite(f, far);
            g.drawImage(made, x - made.side / 2, y - made.side / 2, made.side, made.side);
            r = made.side / 3;
          } else {
            if (f.shape) r = 3.4 * Math.max(small, 0.7);
            // Kept beside the point: to ask by name takes longer than to draw.
            if (p.dot === undefined || p.of !== sprites.age || p.r !== r) {
              p.dot = dot(f, r);
              p.of = sprites.age;
              p.r = r;
            }
            const made = p.dot, side = made.side;
            // On whole points of the screen a picture is copied; between them it would be blurred.
            g.drawImage(made, Math.round((x - side / 2) * RATIO) / RATIO,
                        Math.round((y - side / 2) * RATIO) / RATIO, side, side);
          }
          if (POC.chosen.has(f.of || f.id)) {
            g.beginPath();
            g.arc(x, y, r + 5, 0, 7);
            g.lineWidth = 3;
            g.strokeStyle = "#e08a00";
            g.stroke();
          }
          POC.drawn.push({ layer: layer.name, f: f, x: x, y: y, r: r });
          if (f.caption && layer.names !== false && !(far && f.shape)) names.push([f, x, y, r, layer.opacity]);
        }
      }
      this.names(g, names, dense ? 26 : 0);
      g.globalAlpha = 1;
      POC.afterSigns();
    },
    /* Names beside their signs; one that would lie on another is left out. */
    names: function (g, names, apart) {
      const boxes = [];
      POC.named = [];
      g.font = "600 11px 'DejaVu Sans', sans-serif";
      g.textAlign = "left";
      g.textBaseline = "middle";
      names.sort((a, b) => (b[0].rank || 0) - (a[0].rank || 0));
      for (const [f, x, y, r, opacity] of names.slice(0, 400)) {
        const text = String(f.caption).slice(0, 80);
        const at = x + r + 3;
        const box = [at - apart, y - 7 - apart, at + 2 + g.measureText(text).width + apart, y + 7 + apart];
        if (boxes.some((o) => o[0] < box[2] && box[0] < o[2] && o[1] < box[3] && box[1] < o[3])) continue;
        boxes.push(box);
        g.globalAlpha = opacity;
        g.lineWidth = 3;
        g.lineJoin = "round";
        g.strokeStyle = PAPER();
        g.strokeText(text, at, y);
        g.fillStyle = INK();
        g.fillText(text, at, y);
        POC.named.push(text);
      }
    },
  });
  const signs = new Signs({ pane: "signs", padding: 0.25 });
  POC.drawn = [];
  POC.named = [];
  POC.afterSigns = () => undefined;

  let asked = false;
  POC.redraw = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; signs.draw(); if (POC.copied) POC.copied(); });
  };
  POC.recolour = () => { forget(); POC.redraw(); };
  POC.startSigns = () => signs.addTo(map);

  POC.putPoint = (layer, f) => {
    const [x, y] = POC.world(f.lon, f.lat);
    layer.points.set(f.id, { f: f, x: x, y: y });
  };

  /* Signs within so many pixels of a point of the layer, the nearest first. */
  POC.signsAt = (at, reach) => {
    const found = [];
    for (const d of POC.drawn) {
      const far = Math.hypot(d.x - at.x, d.y - at.y) - d.r;
      if (far <= reach) found.push({ layer: d.layer, id: d.f.of || d.f.id, f: d.f, d: Math.max(far, 0), top: 0 });
    }
    return found.sort((a, b) => a.d - b.d);
  };
})();
