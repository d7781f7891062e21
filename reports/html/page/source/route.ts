// The approvals of an option as a timeline, a row for each stage.
import * as Plot from "@observablehq/plot";

import {dateAt, type Exhibit, markOf, type Option, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, halo, ink, isNarrow, legend, lines, muted, rule} from "./drawing";

type Track = Option["route"][number];
type Stage = Track["stages"][number];

/// A stage with the places of its parts: vertical ones in pixels.
interface Row {
  stage: Stage;
  top: number;
  label: string;
  facts: string;
  then: string;
  labelAt: number;
  barAt: number;
  factsAt: number;
  thenAt: number;
}

interface Heading {
  label: string;
  top: number;
}

interface Span {
  from: Date;
  to: Date;
  at: number;
}

const kLine = 17; // pixels from line to line
const kBar = 14;
const kCharacter = 6.7; // mean width of a character of 13 pixels

/// What stands where, for a width.
class Layout {
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly rows: Row[] = [];
  readonly headings: Heading[] = [];
  height = 0;

  constructor(exhibit: Exhibit, option: Option, width: number) {
    this.narrow = isNarrow(width);
    this.left = this.narrow ? 4 : width < 800 ? 150 : 200;
    this.right = this.narrow ? 14 : width < 800 ? 214 : 290;
    const name = exhibit.options[0] ?? "";
    const characters = (pixels: number): number => Math.floor(pixels / kCharacter);
    const beside = characters(this.narrow ? width - 8 : this.right - 18);
    const labels = characters(this.narrow ? width - 8 : this.left - 14);
    let top = 34;
    for (const track of option.route) {
      const heading = lines(markOf(exhibit, name, `track:${track.name}`)?.label ?? track.name, characters(width * 0.9));
      this.headings.push({label: heading, top});
      top += kLine * heading.split("\n").length + 12;
      for (const stage of track.stages) {
        const text = (what: string): string => markOf(exhibit, name, `${stage.name}:${what}`)?.text ?? "";
        const row = this.row(stage, top, {
          label: lines(markOf(exhibit, name, `${stage.name}:reached`)?.label ?? stage.name, labels),
          facts: lines([text("reached"), text("days")].filter(Boolean).join(": "), beside),
          then: lines(text("then"), beside),
        });
        this.rows.push(row);
        top = this.height;
      }
      top += 10;
    }
    this.height = top;
  }

  private row(stage: Stage, top: number, texts: {label: string; facts: string; then: string}): Row {
    const tall = (text: string): number => (text ? kLine * text.split("\n").length : 0);
    const {label, facts, then} = texts;
    if (this.narrow) {
      const barAt = top + tall(label) + 5;
      const factsAt = barAt + kBar + 12;
      this.height = factsAt + tall(facts) + tall(then) + 14;
      return {stage, top, ...texts, labelAt: top, barAt, factsAt, thenAt: factsAt + tall(facts)};
    }
    const tallest = Math.max(tall(label), tall(facts) + tall(then), kBar + 14);
    this.height = top + tallest + 12;
    return {stage, top, ...texts, labelAt: top, barAt: top + 2, factsAt: top, thenAt: top + tall(facts)};
  }
}

function spans(page: Page, rows: Row[], ends: (stage: Stage) => [number | null, number | null]): Span[] {
  return rows.flatMap(({stage, barAt}) => {
    const [from, to] = ends(stage);
    return from === null || to === null ? [] : [{from: dateAt(page, from), to: dateAt(page, to), at: barAt}];
  });
}

function lastMonth(option: Option, target: number): number {
  const ends = option.route.flatMap((track) => track.stages.flatMap((stage) => [stage.ends.p90 ?? 0, stage.claimed_end ?? 0]));
  return Math.max(1, target, ...ends) * 1.03;
}

function bars(page: Page, rows: Row[]): Plot.Markish[] {
  const likely = spans(page, rows, (stage) => [stage.begins.p10, stage.ends.p90]);
  const middle = spans(page, rows, (stage) => [stage.begins.p50, stage.ends.p50]);
  const claimed = spans(page, rows, (stage) => [stage.claimed_begin, stage.claimed_end]);
  const y1 = (span: Span): number => span.at;
  const y2 = (span: Span): number => span.at + kBar;
  const claimAt = (span: Span): number => span.at + kBar + 5;
  return [
    Plot.rect(likely, {x1: "from", x2: "to", y1, y2, fill: accent, fillOpacity: 0.3}),
    Plot.rect(middle, {x1: "from", x2: "to", y1, y2, fill: accent, stroke: accent, strokeWidth: 1}),
    Plot.link(claimed, {x1: "from", x2: "to", y1: claimAt, y2: claimAt, stroke: ink, strokeWidth: 2}),
    ...(["from", "to"] as const).map((x) =>
      Plot.ruleX(claimed, {x, y1: (span: Span) => claimAt(span) - 3, y2: (span: Span) => claimAt(span) + 3, stroke: ink, strokeWidth: 2}),
    ),
  ];
}

/// Text of the rows, at the left of the plot or beside it.
function words(layout: Layout): Plot.Markish[] {
  const start = {textAnchor: "start", lineAnchor: "top", lineHeight: kLine / 13} as const;
  const label = {...start, frameAnchor: "left", dx: layout.narrow ? 0 : 4 - layout.left} as const;
  const beside = layout.narrow ? label : ({...start, frameAnchor: "right", dx: 18} as const);
  return [
    Plot.text(layout.headings, {...label, y: "top", text: "label", fontWeight: 700, fill: ink}),
    Plot.text(layout.rows, {...label, y: "labelAt", text: "label", fill: ink}),
    Plot.text(layout.rows, {...beside, y: "factsAt", text: "facts", fill: ink}),
    Plot.text(layout.rows, {...beside, y: "thenAt", text: "then", fill: muted}),
  ];
}

export function route(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const name = exhibit.options[0];
  if (name === undefined) return [];
  const option = optionOf(results, name);
  const layout = new Layout(exhibit, option, width);
  const target = markOf(exhibit, name, "target");
  const end = lastMonth(option, target?.value ?? 0);
  const ticks = layout.narrow ? 3 : width < 800 ? 4 : 6;
  const drawing = Plot.plot({
    ...common(width),
    height: layout.height + 30,
    marginLeft: layout.left,
    marginRight: layout.right,
    marginTop: 0,
    marginBottom: 30,
    x: {type: "utc", domain: [dateAt(page, 0), dateAt(page, end)], label: null},
    y: {type: "identity", axis: null},
    marks: [
      Plot.ruleX(Plot.timeInterval("1 year").range(dateAt(page, 0), dateAt(page, end)), {y1: 22, y2: layout.height, stroke: rule}),
      Plot.axisX({anchor: "bottom", ticks, tickSize: 4, color: muted}),
      ...(target
        ? [
            Plot.ruleX([dateAt(page, target.value)], {y1: 22, y2: layout.height, stroke: ink, strokeDasharray: "3 3"}),
            Plot.text([target], {...halo, x: () => dateAt(page, target.value), y: () => 18, text: () => `Target ${target.text}`,
              textAnchor: target.value < end * 0.2 ? "start" : target.value > end * 0.8 ? "end" : "middle", lineAnchor: "bottom", fill: ink}),
          ]
        : []),
      ...bars(page, layout.rows),
      ...words(layout),
    ],
  });
  const key = legend([
    ["range", "begin to end in 80 of 100 futures that reach it"],
    ["middle", "in the middle future"],
    ["claim", "as claimed"],
  ]);
  return [key, drawing];
}
