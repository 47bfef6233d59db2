/* Base maps that a user adds: pictures as they are, vector tiles in our own plain colours.
   They lie above the bundled world and below everything of the mission. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map;
  const pane = map.createPane("packs");
  pane.style.zIndex = 160;
  pane.style.pointerEvents = "none";
  const shown = new Map();
  const INK = {
    light: { land: "#f4f1e8", water: "#cfe0ea", green: "#e2ead8", road: "#c9a77c", path: "#d8c9b2",
             border: "#8d979d", building: "#ddd6cb", name: "#39454d", halo: "#ffffff" },
    night: { land: "#1c262d", water: "#12303f", green: "#1f2f2a", road: "#6d5a40", path: "#4a4235",
             border: "#5f6d76", building: "#2a353d", name: "#c9d3d9", halo: "#10181d" },
    print: { land: "#ffffff", water: "#e4e4e4", green: "#f4f4f4", road: "#8a8a8a", path: "#b5b5b5",
             border: "#555555", building: "#e9e9e9", name: "#222222", halo: "#ffffff" },
  };
  /* What is drawn of the two ways in which vector tiles are usually made. */
  const AREAS = [["earth", "land"], ["landcover", "green"], ["landuse", "green"], ["park", "green"],
                 ["water", "water"], ["ocean", "water"], ["building", "building"],
                 ["buildings", "building"]];
  const LINES = [["waterway", "water", 1.2], ["physical_line", "water", 1.2],
                 ["roads", "road", 1.3], ["transportation", "road", 1.3], ["transit", "path", 1],
                 ["boundaries", "border", 1.1], ["boundary", "border", 1.1]];
  const NAMES = ["places", "place"];

  const rules = (ink) => ({
    paintRules: [
      ...AREAS.map(([name, colour]) => ({
        dataLayer: name, symbolizer: new protomapsL.PolygonSymbolizer({ fill: ink[colour] }) })),
      ...LINES.map(([name, colour, width]) => ({
        dataLayer: name, symbolizer: new protomapsL.LineSymbolizer({
          color: ink[colour], width: width,
          dash: colour === "border" ? [4, 2] : undefined }) })),
    ],
    labelRules: NAMES.map((name) => ({
      dataLayer: name, symbolizer: new protomapsL.CenteredTextSymbolizer({
        labelProps: ["name:" + document.documentElement.lang, "name", "name:latin"],
        fill: ink.name, stroke: ink.halo, width: 2, font: "12px sans-serif" }) })),
  });

  /* The drawer of vector tiles is large, so it comes with the first pack that needs it. */
  let drawer = null;
  const fetched = () => drawer || (drawer = new Promise((done, fail) => {
    const made = document.createElement("script");
    made.src = "/protomaps-leaflet.js";
    made.onload = done;
    made.onerror = fail;
    document.head.appendChild(made);
  }));

  const options = (pack) => ({
    pane: "packs", attribution: "", noWrap: true, maxZoom: 19,
    bounds: [[pack.box[1], pack.box[0]], [pack.box[3], pack.box[2]]],
    opacity: pack.opacity, minNativeZoom: pack.least, maxNativeZoom: pack.most,
    minZoom: Math.max(pack.least - 2, 0),
  });

  const take = (key) => {
    const layer = shown.get(key);
    shown.delete(key);
    if (layer && layer.layer) map.removeLayer(layer.layer);
  };

  const put = (pack, style, key) => {
    const held = { layer: null };
    shown.set(key, held);
    const url = "/pack/" + Number(pack.number) + "/{z}/{x}/{y}";
    const add = (layer) => {
      if (shown.get(key) === held) held.layer = layer.addTo(map);
    };
    if (pack.kind === "raster") {
      add(L.tileLayer(url, options(pack)));
      return;
    }
    fetched().then(() => add(protomapsL.leafletLayer({
      ...options(pack), ...rules(INK[style]), url: url, maxDataZoom: pack.most,
      backgroundColor: undefined, lang: document.documentElement.lang }))).catch(() => undefined);
  };

  POC.acts.packs = (c) => {
    const style = Object.hasOwn(INK, c.style) ? c.style : "light";
    const wanted = new Map(c.packs.map((p) => [JSON.stringify([p.number, p.opacity, style]), p]));
    for (const key of [...shown.keys()]) if (!wanted.has(key)) take(key);
    for (const [key, pack] of wanted) if (!shown.has(key)) put(pack, style, key);
    // Pictures cannot be drawn anew in other colours: the whole of them is toned.
    const pictures = c.packs.some((p) => p.kind === "raster");
    pane.style.filter = !pictures ? "" : style === "night" ? "brightness(0.5) saturate(0.7)"
                      : style === "print" ? "grayscale(1) contrast(0.9) brightness(1.15)" : "";
    POC.style = style;
    if (POC.acts.style) POC.acts.style({ style: style });
  };
  // For those who test the page.
  window.pocPacks = () => shown.size;
})();
