// The approvals of an option as a timeline: a panel for each track, a row for each stage.
import * as Plot from "@observablehq/plot";

import {dateAt, type Exhibit, type Mark, markOf, type Option, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, halo, ink, isNarrow, legend, lines, muted, panel, rule} from "./drawing";

type Track = Option["route"][number];
type Stage = Track["stages"][number];

/// A stage, its words, and where its parts stand, in pixels from the top.
interface Row {
  stage: Stage;
  label: string;
  facts: string;
  then: string;
  labelAt: number;
  barAt: number;
  factsAt: number;
  thenAt: number;
}

interface Span {
  from: Date;
  to: Date;
  at: number;
}

const kLine = 17; // pixels from line to line
const kBar = 14;
const kCharacter = 7.1; // mean width of a character of 13 pixels
const kTop = 24;

/// Where text and bars stand at a width: beside each other, on a phone below each other.
class Layout {
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly rows: Row[] = [];
  height = kTop;

  constructor(exhibit: Exhibit, track: Track, width: number) {
    this.narrow = isNarrow(width);
    this.left = this.narrow ? 18 : width < 800 ? 150 : 200;
    this.right = this.narrow ? 18 : width < 800 ? 214 : 300;
    const name = exhibit.options[0] ?? "";
    const characters = (pixels: number): number => Math.floor(pixels / kCharacter);
    const beside = characters(this.narrow ? width - 4 : this.right - 18);
    for (const stage of track.stages) {
      const mark = (what: string): Mark | undefined => markOf(exhibit, name, `${stage.name}:${what}`);
      const facts = [mark("reached")?.text, mark("days")?.text].flatMap((text) => (text ? [lines(text, beside)] : []));
      this.add(stage, lines(mark("reached")?.label ?? stage.name, characters(this.narrow ? width - 4 : this.left - 14)), facts.join("\n"),
        lines(mark("then")?.text ?? "", beside));
    }
  }

  private add(stage: Stage, label: string, facts: string, then: string): void {
    const tall = (text: string): number => (text ? kLine * text.split("\n").length : 0);
    const top = this.height;
    const words = {stage, label, facts, then, labelAt: top};
    if (this.narrow) {
      const barAt = top + tall(label) + 5;
      const factsAt = barAt + kBar + 13;
      this.rows.push({...words, barAt, factsAt, thenAt: factsAt + tall(facts)});
      this.height = factsAt + tall(facts) + tall(then) + 14;
    } else {
      this.rows.push({...words, barAt: top + 2, factsAt: top, thenAt: top + tall(facts)});
      this.height = top + Math.max(tall(label), tall(facts) + tall(then), kBar + 14) + 13;
    }
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

function words(layout: Layout): Plot.Markish[] {
  const start = {textAnchor: "start", lineAnchor: "top", lineHeight: kLine / 13} as const;
  const label = {...start, ...halo, frameAnchor: "left", dx: (layout.narrow ? 0 : 4) - layout.left} as const;
  const beside = layout.narrow ? label : ({...start, ...halo, frameAnchor: "right", dx: 18} as const);
  return [
    Plot.text(layout.rows, {...label, y: "labelAt", text: "label", fill: ink, fontWeight: layout.narrow ? 600 : 400}),
    Plot.text(layout.rows, {...beside, y: "factsAt", text: "facts", fill: ink}),
    Plot.text(layout.rows, {...beside, y: "thenAt", text: "then", fill: muted}),
  ];
}

function targetMark(page: Page, target: Mark, end: number, bottom: number): Plot.Markish[] {
  const date = dateAt(page, target.value);
  const part = target.value / end;
  return [
    Plot.ruleX([date], {y1: kTop - 4, y2: bottom, stroke: ink, strokeDasharray: "3 3"}),
    Plot.text([target], {...halo, x: () => date, y: () => kTop - 8, text: () => `Target ${target.text}`,
      textAnchor: part < 0.2 ? "start" : part > 0.8 ? "end" : "middle", lineAnchor: "bottom", fill: ink}),
  ];
}

function drawingOf(exhibit: Exhibit, page: Page, track: Track, end: number, target: Mark | undefined, width: number): Drawing {
  const layout = new Layout(exhibit, track, width);
  return Plot.plot({
    ...common(width),
    height: layout.height + 28,
    marginLeft: layout.left,
    marginRight: layout.right,
    marginTop: 0,
    marginBottom: 28,
    x: {type: "utc", domain: [dateAt(page, 0), dateAt(page, end)], label: null},
    y: {type: "identity", axis: null},
    marks: [
      Plot.ruleX(Plot.timeInterval("1 year").range(dateAt(page, 0), dateAt(page, end)), {y1: kTop - 4, y2: layout.height, stroke: rule}),
      Plot.axisX({anchor: "bottom", ticks: layout.narrow ? 3 : width < 800 ? 4 : 6, tickSize: 4, color: muted}),
      ...(target && !track.after_completion ? targetMark(page, target, end, layout.height) : []),
      ...bars(page, layout.rows),
      ...words(layout),
    ],
  });
}

export function route(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const name = exhibit.options[0];
  if (name === undefined) return [];
  const option = optionOf(results, name);
  const target = markOf(exhibit, name, "target");
  const end = lastMonth(option, target?.value ?? 0);
  const key = legend([
    ["range", "from an early begin (P10) to a late end (P90)"],
    ["middle", "in the middle future"],
    ["claim", "as claimed"],
  ]);
  return [
    key,
    ...option.route.map((track) =>
      panel(markOf(exhibit, name, `track:${track.name}`)?.label ?? track.name, "", drawingOf(exhibit, page, track, end, target, width)),
    ),
  ];
}
