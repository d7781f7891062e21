// Net cash of each year as a fan.
import * as Plot from "@observablehq/plot";

import {type Exhibit, nameOf, optionOf, type Page, type Results} from "./data";
import {accent, common, type Drawing, ink, isNarrow, muted, panel, paper, rule, signed} from "./drawing";

interface Year {
  time: number;
  label: string;
  mean: number;
  p5: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
}

function yearsOf(exhibit: Exhibit, results: Results, option: string): Year[] {
  const flow = optionOf(results, option).series.net_cash_flow;
  const labels = exhibit.marks.filter((mark) => mark.option === option && mark.name === "year");
  return flow.times.map((time, i) => ({
    time,
    label: labels[i]?.text ?? "",
    mean: flow.mean[i] ?? 0,
    p5: flow.p5[i] ?? 0,
    p25: flow.p25[i] ?? 0,
    p50: flow.p50[i] ?? 0,
    p75: flow.p75[i] ?? 0,
    p95: flow.p95[i] ?? 0,
  }));
}

/// Labels at the right end, from the top down, kept apart.
function endLabels(year: Year, perPixel: number, narrow: boolean): {text: string; value: number; at: number}[] {
  const labels = [
    {text: narrow ? "P95" : "P95: 95 of 100 are below", value: year.p95},
    {text: "P75", value: year.p75},
    {text: narrow ? "P50" : "P50 (median)", value: year.p50},
    {text: "P25", value: year.p25},
    {text: "P5", value: year.p5},
  ].map((label) => ({...label, at: label.value}));
  let limit = Infinity;
  for (const label of labels) {
    label.at = Math.min(label.at, limit);
    limit = label.at - 16 * perPixel;
  }
  return labels;
}

export function yearlyCash(exhibit: Exhibit, page: Page, results: Results, width: number): Drawing[] {
  const narrow = isNarrow(width);
  return exhibit.options.map((name) => {
    const years = yearsOf(exhibit, results, name);
    const low = Math.min(0, ...years.map((year) => Math.min(year.p5, year.mean)));
    const high = Math.max(0, ...years.map((year) => Math.max(year.p95, year.mean)));
    const height = narrow ? 240 : 280;
    const last = years[years.length - 1];
    const labels = last ? endLabels(last, (high - low || 1) / (height - 80), narrow) : [];
    const every = narrow ? 3 : 1;
    const ticks = years.filter((_, i) => (years.length - 1 - i) % every === 0).map((year) => year.time);
    const drawing = Plot.plot({
      ...common(width),
      height,
      marginLeft: 46,
      marginRight: narrow ? 44 : 180,
      marginTop: 26,
      marginBottom: 38,
      x: {domain: [years[0]?.time ?? 0, last?.time ?? 1], label: null},
      y: {domain: [low, high], nice: true, label: page.money, labelArrow: "none", labelAnchor: "top"},
      marks: [
        Plot.axisY({ticks: 5, tickFormat: signed, tickSize: 0, color: muted, label: page.money, labelArrow: "none"}),
        Plot.gridY({ticks: 5, stroke: rule, strokeOpacity: 1}),
        Plot.axisX(ticks, {tickFormat: (time: number) => (years.find((year) => year.time === time)?.label ?? "").replace(" ", "\n"),
          tickSize: 4, color: muted}),
        Plot.areaY(years, {x: "time", y1: "p5", y2: "p95", fill: accent, fillOpacity: 0.16}),
        Plot.areaY(years, {x: "time", y1: "p25", y2: "p75", fill: accent, fillOpacity: 0.32}),
        Plot.ruleY([0], {stroke: ink, strokeWidth: 1.5}),
        Plot.line(years, {x: "time", y: "p50", stroke: accent, strokeWidth: 2.5}),
        Plot.dot(years, {x: "time", y: "mean", r: 3.5, fill: paper, stroke: ink, strokeWidth: 1.5}),
        ...(last
          ? [Plot.text(labels, {x: last.time, y: "at", text: "text", textAnchor: "start", dx: 8, fill: muted})]
          : []),
      ],
    });
    return panel(nameOf(page, name).label, "", drawing);
  });
}
