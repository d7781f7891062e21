// When options complete: the share of futures that have, month by month.
import * as Plot from "@observablehq/plot";

import {dateAt, type Exhibit, markOf, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, ink, isNarrow, muted, percent, rule} from "./drawing";

interface Point {
  months: number;
  date: Date;
  share: number;
}

const kLeast = 0.0005; // a month with fewer of the futures changes nothing that can be seen

function curve(page: Page, results: Results, option: string): Point[] {
  const {edges, shares, below} = optionOf(results, option).histograms.completion_months;
  let sum = below;
  const first = edges[0] ?? 0;
  const points: Point[] = [{months: first, date: dateAt(page, first), share: sum}];
  shares.forEach((share, i) => {
    sum += share;
    const months = edges[i + 1] ?? 0;
    points.push({months, date: dateAt(page, months), share: sum});
  });
  return points;
}

/// The last month in which anything happens, and a little more.
function lastMonth(exhibit: Exhibit, results: Results): number {
  let last = 12;
  for (const name of exhibit.options) {
    const {edges, shares} = optionOf(results, name).histograms.completion_months;
    shares.forEach((share, i) => {
      if (share >= kLeast) last = Math.max(last, edges[i + 1] ?? 0);
    });
    last = Math.max(last, (markOf(exhibit, name, "target")?.value ?? 0) + 3);
  }
  return last * 1.04 + 1;
}

export function completion(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const narrow = isNarrow(width);
  const end = Math.min(lastMonth(exhibit, results), page.horizon_months);
  const dashes = ["none", "7 4", "2 4", "10 3 2 3"];
  const lines = exhibit.options.map((name, i) => {
    const points = curve(page, results, name).filter((point) => point.months <= end);
    return {name, points, colour: i === 0 ? accent : ink, dash: dashes[i % dashes.length] ?? "none"};
  });
  // Labels stand at the end of their lines, kept apart.
  const apart = narrow ? 0.15 : 0.11;
  const labels = lines
    .map((line) => ({...line, last: line.points[line.points.length - 1], at: line.points[line.points.length - 1]?.share ?? 0}))
    .sort((a, b) => b.at - a.at);
  let limit = 1.08;
  for (const label of labels) {
    label.at = Math.min(label.at, limit);
    limit = label.at - apart;
  }
  const targets = lines.flatMap((line) => {
    const target = markOf(exhibit, line.name, "target");
    return target ? [{...target, date: dateAt(page, target.value), colour: line.colour}] : [];
  });
  const marginRight = narrow ? 118 : 210;
  const drawing = Plot.plot({
    ...common(width),
    height: narrow ? 320 : 380,
    marginLeft: 46,
    marginRight,
    marginTop: 44,
    marginBottom: 34,
    x: {type: "utc", domain: [dateAt(page, 0), dateAt(page, end)], label: null},
    y: {domain: [0, 1], label: null},
    marks: [
      Plot.axisY({ticks: 5, tickFormat: percent, tickSize: 0, color: muted}),
      Plot.gridY({ticks: 5, stroke: rule, strokeOpacity: 1}),
      Plot.axisX({ticks: narrow ? 3 : 6, tickSize: 4, color: muted}),
      Plot.ruleY([0], {stroke: muted}),
      Plot.ruleX(targets, {x: "date", y1: 0, y2: 1, stroke: (d: {colour: string}) => d.colour, strokeDasharray: "3 3"}),
      Plot.text(targets, {x: "date", y: 1, text: (d: {text: string}) => `Target\n${d.text}`, lineAnchor: "bottom", dy: -6,
        fill: (d: {colour: string}) => d.colour}),
      ...lines.map((line) =>
        Plot.line(line.points, {x: "date", y: "share", curve: "step-after", stroke: line.colour, strokeWidth: 2.5,
          strokeDasharray: line.dash}),
      ),
      ...labels.map((label) =>
        Plot.text([label], {x: () => label.last?.date, y: () => label.at, dx: 8, textAnchor: "start", lineAnchor: "middle",
          lineWidth: narrow ? 8.5 : 15, fill: label.colour, fontWeight: 600,
          text: () => `${nameOf(page, label.name).short_label}: ${markOf(exhibit, label.name, "completes")?.text ?? ""}`}),
      ),
    ],
  });
  return [drawing];
}
