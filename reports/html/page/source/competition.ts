// Concentration in each market before and after the deal, in points of the Herfindahl-Hirschman index.
import * as Plot from "@observablehq/plot";

import {type Exhibit, optionOf, type Page, type Results} from "./data";
import {accent, breakable, common, type Drawing, ink, isNarrow, legend, muted, paper, rule, signed} from "./drawing";

interface Market {
  key: string;
  label: string;
  text: string;
  before: number;
  after: number;
}

const kMost = 10_000;

export function competition(exhibit: Exhibit, _page: Page, results: Results, width: number): Drawing[] {
  const name = exhibit.options[0];
  if (name === undefined) return [];
  const stated = optionOf(results, name).competition?.markets ?? [];
  const markets: Market[] = exhibit.marks.flatMap((mark) => {
    const market = stated.find((one) => one.name === mark.name);
    return market?.hhi_before && market.hhi_after
      ? [{key: mark.name, label: mark.label, text: mark.text, before: market.hhi_before.mean, after: market.hhi_after.mean}]
      : [];
  });
  const narrow = isNarrow(width);
  const labels = new Map(markets.map((market) => [market.key, market.label]));
  const most = Math.min(kMost, Math.max(1000, ...markets.map((market) => market.after)) * 1.06);
  const drawing = Plot.plot({
    ...common(width),
    height: markets.length * (narrow ? 46 : 36) + 60,
    marginLeft: narrow ? 118 : 200,
    marginRight: narrow ? 58 : 80,
    marginTop: 8,
    marginBottom: 48,
    x: {domain: [0, most], label: null},
    y: {type: "band", domain: markets.map((market) => market.key), padding: 0.3, label: null},
    marks: [
      Plot.gridX({ticks: narrow ? 3 : 6, stroke: rule, strokeOpacity: 1}),
      Plot.axisX({ticks: narrow ? 3 : 6, tickFormat: signed, tickSize: 4, color: muted, label: "HHI, points", labelAnchor: "right", labelArrow: "none",
        labelOffset: 40}),
      Plot.axisY({tickFormat: (key: string) => breakable(labels.get(key) ?? key), tickSize: 0, lineWidth: narrow ? 7.5 : 14, color: ink}),
      Plot.link(markets, {x1: "before", x2: "after", y1: "key", y2: "key", stroke: accent, strokeWidth: 3}),
      Plot.dot(markets, {x: "before", y: "key", r: 5, fill: paper, stroke: accent, strokeWidth: 2}),
      Plot.dot(markets, {x: "after", y: "key", r: 5, fill: accent, stroke: accent, strokeWidth: 2}),
      Plot.text(markets, {x: "after", y: "key", text: "text", textAnchor: "start", dx: 10, fill: ink}),
      Plot.ruleX([0], {stroke: muted}),
    ],
  });
  const key = legend([
    ["open", "before the deal"],
    ["full", "after it"],
  ]);
  return [key, drawing];
}
