// Claims on top of the curves of their reference classes, a small panel for each.
import * as Plot from "@observablehq/plot";

import {type Exhibit, type Page, type Results} from "./data";
import {accent, common, type Drawing, halo, ink, legend, muted, panel, paper, percent, rule, signed} from "./drawing";

interface Point {
  value: number;
  share: number;
}

interface Panel {
  label: string;
  claimed: string;
  said: string;
  note: string;
  axis: string;
  isPercent: boolean;
  claim: number;
  at: number; // share of the class at or below the claim
  published: Point[];
  used: Point[];
}

const kLast = 40; // index of the 99th percentile

/// 1 %, 2.5 %, 5 %, then every 2.5 % up to 97.5 %, and 99 %.
const shareOf = (index: number): number => (index === 0 ? 0.01 : index === kLast ? 0.99 : index / kLast);

const curve = (values: number[]): Point[] => values.map((value, i) => ({value, share: shareOf(i)}));

/// The share of the class at or below a value, between the percentiles by straight lines.
function shareAt(points: Point[], value: number): number {
  const above = points.findIndex((point) => point.value > value);
  if (above < 0) return 1;
  const to = points[above];
  const from = points[above - 1];
  if (!to || !from) return 0;
  return from.share + ((to.share - from.share) * (value - from.value)) / (to.value - from.value);
}

/// The panels that the marks name, with the curves of the results.
function panelsOf(exhibit: Exhibit, curves: (index: number) => {published: number[]; used: number[]}, at: (index: number) => number | null): Panel[] {
  return exhibit.marks
    .filter((mark) => mark.name.endsWith(":claim"))
    .map((mark) => {
      const index = Number(mark.name.split(":")[0]);
      const other = (what: string) => exhibit.marks.find((one) => one.name === `${index}:${what}`);
      const {published, used} = curves(index);
      const points = curve(published);
      return {
        label: mark.label,
        claimed: mark.text,
        said: other("said")?.text ?? "",
        note: other("note")?.text ?? "",
        axis: other("axis")?.text ?? "",
        isPercent: other("axis")?.value === 1,
        claim: mark.value,
        at: at(index) ?? shareAt(points, mark.value),
        published: points,
        used: curve(used),
      };
    });
}

/// From the 1st to the 95th percentile, and the claim: the last cases may lie ten times as far out.
function domainOf(one: Panel): [number, number] {
  const end = kLast - 2;
  const values = [one.published, one.used].flatMap((points) => [points[0], points[end]].flatMap((point) => (point ? [point.value] : [])));
  const low = Math.min(one.claim, ...values);
  const high = Math.max(one.claim, ...values);
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return [low - room, high + room];
}

function drawingOf(one: Panel, width: number): Drawing {
  const [low, high] = domainOf(one);
  const within = (points: Point[]): Point[] => points.filter(({value}) => value >= low && value <= high);
  const right = (one.claim - low) / (high - low) < 0.6;
  const format = one.isPercent ? percent : signed;
  return Plot.plot({
    ...common(width),
    height: 210,
    marginLeft: 34,
    marginRight: 14,
    marginTop: 38,
    marginBottom: 44,
    x: {domain: [low, high], label: null},
    y: {domain: [0, 1], label: null},
    marks: [
      Plot.gridY({ticks: 4, stroke: rule, strokeOpacity: 1}),
      Plot.axisY({ticks: 4, tickFormat: (share: number) => String(Math.round(100 * share)), tickSize: 0, color: muted}),
      Plot.text(["of 100 cases"], {frameAnchor: "top-left", dx: -30, dy: -36, text: (words: string) => words, fill: muted}),
      Plot.axisX({ticks: 4, tickFormat: format, tickSize: 4, color: muted, label: one.axis || null, labelAnchor: "right", labelArrow: "none",
        labelOffset: 36}),
      Plot.ruleY([0], {stroke: muted}),
      ...(one.used.length > 0 ? [Plot.line(within(one.used), {x: "value", y: "share", stroke: accent, strokeWidth: 2.5})] : []),
      Plot.line(within(one.published), {x: "value", y: "share", stroke: one.used.length > 0 ? muted : accent,
        strokeWidth: one.used.length > 0 ? 2 : 2.5, ...(one.used.length > 0 ? {strokeDasharray: "5 4"} : {})}),
      Plot.ruleX([one.claim], {stroke: ink, strokeWidth: 2}),
      Plot.dot([one], {x: "claim", y: "at", r: 4.5, fill: ink, stroke: paper, strokeWidth: 1.5}),
      Plot.text([one], {...halo, x: "claim", y: () => 1, dy: -12, dx: right ? -2 : 2, textAnchor: right ? "start" : "end", text: "claimed", fill: ink,
        fontWeight: 600}),
    ],
  });
}

const paragraph = (kind: string, text: string): HTMLElement => {
  const element = document.createElement("p");
  element.className = kind;
  element.textContent = text;
  return element;
};

function drawn(panels: Panel[], key: HTMLElement, width: number): Drawing[] {
  const columns = width >= 640 ? 2 : 1;
  const gap = 38;
  const own = Math.floor((width - gap * (columns - 1)) / columns);
  const grid = document.createElement("div");
  grid.className = "small-panels";
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  for (const one of panels) {
    const element = panel(one.label, "", drawingOf(one, own));
    element.insertBefore(paragraph("said", one.said), element.lastChild);
    element.append(paragraph("small", one.note));
    grid.append(element);
  }
  return [key, grid];
}

export function claims(exhibit: Exhibit, _page: Page, results: Results, width: number): Drawing[] {
  const uses = results.evidence_uses;
  const panels = panelsOf(
    exhibit,
    (i) => ({published: uses[i]?.published ?? [], used: uses[i]?.used ?? []}),
    (i) => uses[i]?.claim_percentile ?? null,
  );
  const key = legend([
    ["line", "the claim"],
    ["published", "past cases as published"],
    ["used", "as used here"],
  ]);
  return drawn(panels, key, width);
}

export function normalisedClaims(exhibit: Exhibit, _page: Page, results: Results, width: number): Drawing[] {
  const all = results.normalised_claims;
  const panels = panelsOf(exhibit, (i) => ({published: all[i]?.curve ?? [], used: []}), () => null);
  const key = legend([
    ["line", "the claim"],
    ["used", "past deals"],
  ]);
  return drawn(panels, key, width);
}
