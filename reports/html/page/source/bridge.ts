// From the claimed to the expected NPV: a waterfall, steps from the top down.
import * as Plot from "@observablehq/plot";

import {type Exhibit, optionOf, type Page, type Results} from "./data";
import {accent, breakable, common, type Drawing, halo, ink, isNarrow, muted, neutral, rule, signed} from "./drawing";

interface Step {
  key: string;
  label: string;
  text: string;
  from: number;
  to: number;
  total: boolean;
}

function stepsOf(exhibit: Exhibit, results: Results): Step[] {
  const name = exhibit.options[0];
  if (name === undefined) return [];
  const bridge = optionOf(results, name).bridge;
  return exhibit.marks.map((mark, i) => {
    const after = bridge[i]?.npv ?? bridge[bridge.length - 1]?.npv ?? 0;
    const before = bridge[i - 1]?.npv ?? 0;
    const total = mark.name === "claimed" || mark.name === "expected";
    return {key: String(i), label: mark.label, text: mark.text, from: total ? 0 : before, to: after, total};
  });
}

export function bridge(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const narrow = isNarrow(width);
  const steps = stepsOf(exhibit, results);
  const ends = steps.flatMap((step) => [step.from, step.to]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const labels = new Map(steps.map((step) => [step.key, step.label]));
  const room = (high - low) * (narrow ? 0.3 : 0.12); // for the number beside the bar that reaches furthest
  const connectors = steps.slice(0, -1).map((step, i) => ({at: step.to, from: step.key, to: steps[i + 1]?.key}));
  const row = narrow ? 38 : width < 700 ? 25 : 32;
  const drawing = Plot.plot({
    ...common(width),
    height: steps.length * row + 60,
    marginLeft: narrow ? 122 : 250,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 48,
    x: {domain: [low < 0 ? low - room : low, high + room], label: null},
    y: {type: "band", domain: steps.map((step) => step.key), padding: 0.28, label: null},
    marks: [
      Plot.gridX({ticks: narrow ? 4 : 7, stroke: rule, strokeOpacity: 1}),
      Plot.axisX({ticks: narrow ? 4 : 7, tickFormat: signed, tickSize: 4, color: muted, label: page.money, labelAnchor: "right",
        labelArrow: "none", labelOffset: 42}),
      Plot.axisY({tickFormat: (key: string) => breakable(labels.get(key) ?? ""), tickSize: 0, lineWidth: narrow ? 8.5 : 17, color: ink}),
      Plot.ruleX([0], {stroke: ink, strokeWidth: 1.5}),
      Plot.barX(steps, {y: "key", x1: (d: Step) => Math.min(d.from, d.to), x2: (d: Step) => Math.max(d.from, d.to),
        fill: (d: Step) => (d.total ? ink : d.to >= d.from ? accent : neutral)}),
      Plot.link(connectors, {x1: "at", x2: "at", y1: "from", y2: "to", stroke: muted, strokeOpacity: 0.7}),
      ...[true, false].map((total) =>
        Plot.text(steps.filter((step) => step.total === total), {y: "key", x: (d: Step) => Math.max(d.from, d.to), text: "text",
          ...halo, textAnchor: "start", dx: 6, fill: ink, fontWeight: total ? 700 : 400}),
      ),
    ],
  });
  return [drawing];
}
