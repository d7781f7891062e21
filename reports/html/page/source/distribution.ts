// Where NPV lies: a histogram for each option on one scale.
import * as Plot from "@observablehq/plot";

import {type Exhibit, markOf, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, ink, isNarrow, muted, neutral, panel, percent, rule, signed} from "./drawing";

interface Bin {
  from: number;
  to: number;
  share: number;
}

function binsOf(results: Results, option: string): Bin[] {
  const {edges, shares} = optionOf(results, option).histograms.npv;
  return shares.map((share, i) => ({from: edges[i] ?? 0, to: edges[i + 1] ?? 0, share}));
}

export function distribution(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const bins = new Map(exhibit.options.map((name) => [name, binsOf(results, name)]));
  const all = [...bins.values()].flat();
  const low = Math.min(0, ...all.map((bin) => bin.from));
  const high = Math.max(0, ...all.map((bin) => bin.to));
  return exhibit.options.map((name, i) => {
    const last = i === exhibit.options.length - 1;
    const own = bins.get(name) ?? [];
    const top = Math.max(...own.map((bin) => bin.share), 1e-9);
    const marks = ["p10", "p50", "p90"].flatMap((mark) => markOf(exhibit, name, mark) ?? []);
    const [p10, p50, p90] = marks;
    const above = markOf(exhibit, name, "above_zero");
    const height = (isNarrow(width) ? 150 : 190) + (last ? 34 : 0);
    const drawing = Plot.plot({
      ...common(width),
      height,
      marginLeft: 44,
      marginRight: 12,
      marginTop: 24,
      marginBottom: last ? 60 : 26,
      x: {domain: [low, high], label: null},
      y: {domain: [0, top * 1.08], label: null},
      marks: [
        Plot.axisY({ticks: 3, tickFormat: percent, tickSize: 0, color: muted}),
        Plot.gridY({ticks: 3, stroke: rule, strokeOpacity: 1}),
        ...(last
          ? [Plot.axisX({anchor: "bottom", ticks: isNarrow(width) ? 5 : 9, tickFormat: signed, tickSize: 4, color: muted,
              label: page.money, labelAnchor: "right", labelArrow: "none", dy: 22, labelOffset: 56})]
          : []),
        Plot.rectY(own, {x1: "from", x2: "to", y: "share", fill: (bin: Bin) => (bin.from >= 0 ? accent : neutral), insetLeft: 0.5, insetRight: 0.5}),
        Plot.ruleY([0], {stroke: muted}),
        Plot.ruleX([0], {stroke: ink, strokeWidth: 1.5}),
        Plot.text(above ? [above] : [], {x: 0, y: top * 1.08, text: "text", textAnchor: "start", dx: 6, dy: -10, fill: accent, fontWeight: 600}),
        ...(p10 && p50 && p90
          ? [
              Plot.ruleY([0], {x1: p10.value, x2: p90.value, stroke: ink, strokeWidth: 2, dy: 9}),
              Plot.dot([p50], {x: "value", y: 0, dy: 9, r: 4.5, fill: ink}),
              Plot.tickX([p10, p90], {x: "value", y: 0, dy: 9, stroke: ink, strokeWidth: 2, insetTop: -4, insetBottom: -4}),
            ]
          : []),
      ],
    });
    const remark = marks.map((mark) => `${mark.label} ${mark.text}`).join("   ");
    return panel(nameOf(page, name).label, remark, drawing);
  });
}
