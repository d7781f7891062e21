// What goes wrong, and how often.
import * as Plot from "@observablehq/plot";

import {type Exhibit, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, breakable, common, type Drawing, ink, isNarrow, muted, panel, percent, rule} from "./drawing";

interface Bar {
  name: string;
  any: number;
  first: number;
  low: number;
  high: number;
  text: string;
}

function barsOf(exhibit: Exhibit, results: Results, option: string): Bar[] {
  const failures = optionOf(results, option).failures;
  return exhibit.marks
    .filter((mark) => mark.option === option)
    .map((mark) => ({
      name: mark.name,
      any: mark.value,
      first: failures[mark.name]?.first_cause ?? 0,
      low: mark.low ?? mark.value,
      high: mark.high ?? mark.value,
      text: mark.text,
    }));
}

export function failures(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const narrow = isNarrow(width);
  const bars = new Map(exhibit.options.map((name) => [name, barsOf(exhibit, results, name)]));
  // The order of the first option, from the most frequent down, in all panels.
  const order = [...(bars.get(exhibit.options[0] ?? "") ?? [])].sort((a, b) => b.any - a.any).map((bar) => bar.name);
  for (const own of bars.values()) for (const bar of own) if (!order.includes(bar.name)) order.push(bar.name);
  const labels = new Map(exhibit.marks.map((mark) => [mark.name, mark.label]));
  const most = Math.max(0.01, ...[...bars.values()].flat().map((bar) => bar.high));
  return exhibit.options.map((name, i) => {
    const own = bars.get(name) ?? [];
    const shown = order.filter((failure) => own.some((bar) => bar.name === failure));
    const last = i === exhibit.options.length - 1;
    const drawing = Plot.plot({
      ...common(width),
      height: shown.length * 30 + (last ? 40 : 14),
      marginLeft: narrow ? 122 : 190,
      marginRight: narrow ? 56 : 64,
      marginTop: 4,
      marginBottom: last ? 30 : 4,
      x: {domain: [0, most], label: null, axis: null},
      y: {type: "band", domain: shown, padding: 0.36, label: null, axis: null},
      marks: [
        Plot.gridX({ticks: narrow ? 4 : 8, stroke: rule, strokeOpacity: 1}),
        ...(last ? [Plot.axisX({ticks: narrow ? 4 : 8, tickFormat: percent, tickSize: 4, color: muted})] : []),
        Plot.axisY({tickFormat: (key: string) => breakable(labels.get(key) ?? key), tickSize: 0, lineWidth: narrow ? 9 : 15, color: ink}),
        Plot.barX(own, {y: "name", x: "any", fill: accent, fillOpacity: 0.3}),
        Plot.barX(own, {y: "name", x: "first", fill: accent}),
        Plot.ruleY(own, {y: "name", x1: "low", x2: "high", stroke: ink, strokeWidth: 1.5}),
        Plot.tickX(own, {y: "name", x: "low", stroke: ink, insetTop: 5, insetBottom: 5}),
        Plot.tickX(own, {y: "name", x: "high", stroke: ink, insetTop: 5, insetBottom: 5}),
        Plot.text(own, {y: "name", x: "high", text: "text", textAnchor: "start", dx: 6, fill: ink}),
        Plot.ruleX([0], {stroke: muted}),
      ],
    });
    return panel(nameOf(page, name).label, "", drawing);
  });
}
