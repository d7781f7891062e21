// When options complete: the share of futures that have, month by month.
import * as Plot from "@observablehq/plot";

import {dateAt, type Exhibit, type Mark, markOf, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, breakable, common, type Drawing, halo, ink, isNarrow, muted, panel, paper, percent, rule} from "./drawing";

interface Point {
  date: Date;
  share: number;
}

type PlacedMark = Mark & {date: Date};

interface Line {
  name: string;
  points: Point[];
  colour: string;
  dash: string;
  target: PlacedMark | undefined;
  inTime: PlacedMark | undefined;
}

const kLeast = 0.0005; // a month with fewer of the futures changes nothing that can be seen
const kMostTogether = 4;
const kDashes = ["none", "7 4", "2 4", "10 3 2 3"];

function curve(page: Page, results: Results, option: string, end: number): Point[] {
  const {edges, shares, below} = optionOf(results, option).histograms.completion_months;
  let sum = below;
  const points: Point[] = [{date: dateAt(page, edges[0] ?? 0), share: sum}];
  shares.forEach((share, i) => {
    sum += share;
    const months = edges[i + 1] ?? 0;
    if (months <= end) points.push({date: dateAt(page, months), share: sum});
  });
  return points;
}

/// The last month in which anything happens, and a little more.
function lastMonth(exhibit: Exhibit, page: Page, results: Results): number {
  let last = 12;
  for (const name of exhibit.options) {
    const {edges, shares} = optionOf(results, name).histograms.completion_months;
    shares.forEach((share, i) => {
      if (share >= kLeast) last = Math.max(last, edges[i + 1] ?? 0);
    });
    last = Math.max(last, (markOf(exhibit, name, "target")?.value ?? 0) + 3);
  }
  return Math.min(last * 1.04 + 1, page.horizon_months);
}

function linesOf(exhibit: Exhibit, page: Page, results: Results, end: number): Line[] {
  return exhibit.options.map((name, i) => {
    const target = markOf(exhibit, name, "target");
    const inTime = markOf(exhibit, name, "in_time");
    // What has happened by the end of the target's month stands at its end.
    const monthEnd = Math.floor((target?.value ?? 0) + 1e-9) + 1;
    return {
      name,
      points: curve(page, results, name, end),
      colour: i === 0 ? accent : ink,
      dash: kDashes[i % kDashes.length] ?? "none",
      target: target && {...target, date: dateAt(page, target.value)},
      inTime: target && inTime && {...inTime, date: dateAt(page, monthEnd)},
    };
  });
}

function marksOf(line: Line, row: number): Plot.Markish[] {
  const {colour} = line;
  return [
    ...(line.target
      ? [
          Plot.ruleX([line.target], {x: "date", y1: 0, y2: 1, stroke: colour, strokeDasharray: "3 3"}),
          Plot.text([line.target], {x: "date", y: () => 1, text: (mark: PlacedMark) => `Target ${mark.text}`, textAnchor: "start",
            lineAnchor: "bottom", dx: -4, dy: -7 - 17 * row, fill: colour}),
        ]
      : []),
    Plot.line(line.points, {x: "date", y: "share", curve: "step-after", stroke: colour, strokeWidth: 2.5, strokeDasharray: line.dash}),
    ...(line.inTime
      ? [
          Plot.dot([line.inTime], {x: "date", y: "value", r: 5, fill: colour, stroke: paper, strokeWidth: 1.5}),
          Plot.text([line.inTime], {...halo, x: "date", y: (mark: PlacedMark) => Math.max(mark.value, 0.05), dx: 12, textAnchor: "start",
            text: "text", fill: colour}),
        ]
      : []),
  ];
}

function frame(page: Page, end: number, width: number): Plot.PlotOptions {
  return {
    ...common(width),
    marginLeft: 46,
    marginBottom: 34,
    x: {type: "utc", domain: [dateAt(page, 0), dateAt(page, end)], label: null},
    y: {domain: [0, 1], label: null},
  };
}

const axes = (narrow: boolean): Plot.Markish[] => [
  Plot.axisY({ticks: 5, tickFormat: percent, tickSize: 0, color: muted}),
  Plot.gridY({ticks: 5, stroke: rule, strokeOpacity: 1}),
  Plot.axisX({ticks: narrow ? 4 : 6, tickSize: 4, color: muted}),
  Plot.ruleY([0], {stroke: muted}),
];

/// All in one, labelled at the ends of the lines; labels are kept apart.
function together(exhibit: Exhibit, page: Page, lines: Line[], end: number, width: number): Drawing {
  const labels = lines
    .flatMap((line) => {
      const last = line.points[line.points.length - 1];
      return last ? [{line, date: last.date, at: last.share}] : [];
    })
    .sort((a, b) => b.at - a.at);
  let limit = 1.05;
  for (const label of labels) {
    label.at = Math.min(label.at, limit);
    limit = label.at - 0.13;
  }
  return Plot.plot({
    ...frame(page, end, width),
    height: 370 + 17 * lines.length,
    marginRight: 216,
    marginTop: 24 + 17 * lines.length,
    marks: [
      ...axes(false),
      ...lines.flatMap(marksOf),
      ...labels.map(({line, date, at}) =>
        Plot.text([line], {x: () => date, y: () => at, dx: 8, textAnchor: "start", lineAnchor: "middle", lineWidth: 14, fill: line.colour,
          fontWeight: 600, text: () => `${breakable(nameOf(page, line.name).short_label)}: ${markOf(exhibit, line.name, "completes")?.text ?? ""}`}),
      ),
    ],
  });
}

function alone(exhibit: Exhibit, page: Page, line: Line, end: number, width: number): Drawing {
  const drawing = Plot.plot({
    ...frame(page, end, width),
    height: 230,
    marginRight: 14,
    marginTop: 30,
    marks: [...axes(isNarrow(width)), ...marksOf({...line, colour: accent, dash: "none"}, 0)],
  });
  const completes = markOf(exhibit, line.name, "completes");
  return panel(nameOf(page, line.name).label, completes ? `${completes.text} ${completes.label}` : "", drawing);
}

export function completion(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const end = lastMonth(exhibit, page, results);
  const lines = linesOf(exhibit, page, results, end);
  if (isNarrow(width) || lines.length > kMostTogether || lines.length === 1)
    return lines.map((line) => alone(exhibit, page, line, end, width));
  return [together(exhibit, page, lines, end, width)];
}
