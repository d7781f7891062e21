// Where NPV lies: a histogram for each option on one scale.
import * as Plot from "@observablehq/plot";

import {type Exhibit, type Mark, markOf, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, halo, ink, isNarrow, muted, neutral, panel, paper, percent, rule, signed} from "./drawing";

interface Bin {
  from: number;
  to: number;
  share: number;
}

function binsOf(results: Results, option: string): Bin[] {
  const {edges, shares} = optionOf(results, option).histograms.npv;
  return shares.map((share, i) => ({from: edges[i] ?? 0, to: edges[i + 1] ?? 0, share}));
}

const kLeft = 44;
const kRight = 14;

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
    const height = (isNarrow(width) ? 170 : 210) + (last ? 34 : 0);
    const pixels = (width - kLeft - kRight) / (high - low || 1);
    const labelled = marks.every((mark, k) => k === 0 || (mark.value - (marks[k - 1]?.value ?? 0)) * pixels >= 62);
    const cramped = high * pixels < 200; // no room for the words between zero and the edge
    const strip = {y: () => 0, dy: 12};
    const drawing = Plot.plot({
      ...common(width),
      height,
      marginLeft: kLeft,
      marginRight: kRight,
      marginTop: 24,
      marginBottom: last ? 86 : 46,
      x: {domain: [low, high], label: null, axis: null},
      y: {domain: [0, top * 1.08], label: null},
      marks: [
        Plot.axisY({ticks: 3, tickFormat: percent, tickSize: 0, color: muted}),
        Plot.gridY({ticks: 3, stroke: rule, strokeOpacity: 1}),
        ...(last
          ? [Plot.axisX({anchor: "bottom", ticks: isNarrow(width) ? 5 : 9, tickFormat: signed, tickSize: 4, color: muted, dy: 44,
              label: null})]
          : []),
        Plot.rectY(own, {x1: "from", x2: "to", y: "share", fill: (bin: Bin) => (bin.from >= 0 ? accent : neutral), insetLeft: 0.5, insetRight: 0.5}),
        Plot.ruleY([0], {stroke: muted}),
        Plot.ruleX([0], {stroke: ink, strokeWidth: 1.5}),
        Plot.text(above ? [above] : [], {x: () => (cramped ? high : 0), y: () => top * 1.08, text: "text",
          textAnchor: cramped ? "end" : "start", dx: cramped ? 8 : 6, dy: -10, fill: accent, fontWeight: 600}),
        ...(p10 && p50 && p90
          ? [
              Plot.link([0], {x1: p10.value, x2: p90.value, y1: 0, y2: 0, dy: 12, stroke: ink, strokeWidth: 2}),
              Plot.dot([p10, p90], {...strip, x: "value", r: 4, fill: paper, stroke: ink, strokeWidth: 2}),
              Plot.dot([p50], {...strip, x: "value", r: 4.5, fill: ink}),
            ]
          : []),
        ...(labelled
          ? [Plot.text(marks, {...halo, x: "value", y: () => 0, dy: 30, text: (mark: Mark) => `${mark.label} ${mark.text}`, fill: ink})]
          : []),
      ],
    });
    const remark = labelled ? "" : marks.map((mark) => `${mark.label} ${mark.text}`).join("   ");
    return panel(nameOf(page, name).label, remark, drawing);
  });
}
