// Draws the charts of a page: [data-chart] names the kind, [data-source] the JSON beneath it.
// The page is complete without this file: every chart has its table.
//
// paired: {unit, summary, words: {value, interval, bounds}, rows: [{label, value, low, high, boundLow, boundHigh}]}
// sankey: {summary, words: {count}, nodes: [{id, label, group}], links: [{source, target, value}], heads: [start, end]}
// series: {unit, summary, periods: [label], series: [{label, form: "line"|"bar", values: [number|null]}]}
// bars:   {unit, summary, words: {actual, target}, rows: [{label, actual, target}]}
(() => {
  "use strict";

  const language = document.documentElement.lang || "fi";
  const decimals = { maximumFractionDigits: 1 };
  const plain = new Intl.NumberFormat(language, decimals);
  const signed = new Intl.NumberFormat(language, { ...decimals, signDisplay: "exceptZero" });
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function palette() {
    return {
      series: [1, 2, 3, 4, 5].map((number) => style(`--chart-${number}`)),
      quiet: style("--chart-quiet"),
      band: style("--chart-band"),
      grid: style("--chart-grid"),
      ink: style("--chart-ink"),
      soft: style("--chart-ink-soft"),
      paper: style("--chart-paper"),
      font: getComputedStyle(document.body).fontFamily,
    };
  }

  function withUnit(text, unit) {
    return unit ? `${text} ${unit}` : text;
  }

  function shared(data, colours, narrow) {
    const text = { fontFamily: colours.font, fontSize: 14, color: colours.ink };
    return {
      animation: !still,
      animationDuration: 300,
      animationDurationUpdate: 0, // a new width is no news to follow
      color: colours.series,
      textStyle: text,
      aria: { enabled: true, label: { enabled: true, description: data.summary || "" }, decal: { show: false } },
      tooltip: {
        renderMode: "richText",
        confine: true,
        backgroundColor: colours.paper,
        borderColor: colours.quiet,
        borderWidth: 1,
        padding: 10,
        textStyle: text,
      },
      legend: { top: 0, left: 0, itemGap: 18, selectedMode: false, textStyle: narrow ? { ...text, width: 200, overflow: "break" } : text },
    };
  }

  function categoryAxis(labels, colours, extra) {
    return {
      type: "category",
      data: labels,
      axisLine: { lineStyle: { color: colours.quiet } },
      axisTick: { show: false },
      axisLabel: { color: colours.ink, fontSize: 14, ...extra },
    };
  }

  function valueAxis(unit, colours, format, narrow) {
    return {
      type: "value",
      name: unit,
      nameLocation: "end",
      nameTextStyle: { color: colours.soft, fontSize: 13, align: "right" },
      axisLabel: { color: colours.soft, fontSize: 13, formatter: (value) => format.format(value), hideOverlap: true },
      splitLine: { lineStyle: { color: colours.grid } },
      splitNumber: narrow ? 3 : 5,
    };
  }

  function wrapLabel(width) {
    return { width, overflow: "break", lineHeight: 16 };
  }

  // ---- paired: a point, its interval, and behind them how far the missing could move it ----

  function has(value) {
    return value !== null && value !== undefined;
  }

  function pairedShapes(row, colours) {
    return (params, api) => {
      const index = api.value(0);
      const item = row(index);
      const at = (value) => api.coord([value, index]);
      const children = [];
      if (has(item.boundLow) && has(item.boundHigh)) {
        const [left, y] = at(item.boundLow);
        const right = at(item.boundHigh)[0];
        children.push({
          type: "rect",
          shape: { x: left, y: y - 13, width: right - left, height: 26, r: 3 },
          style: { fill: colours.band, stroke: colours.quiet, lineDash: [4, 3], lineWidth: 1 },
        });
      }
      if (has(item.low) && has(item.high)) {
        const [left, y] = at(item.low);
        const right = at(item.high)[0];
        const line = (x1, y1, x2, y2) => ({
          type: "line",
          shape: { x1, y1, x2, y2 },
          style: { stroke: colours.series[0], lineWidth: 3 },
        });
        children.push(line(left, y, right, y), line(left, y - 8, left, y + 8), line(right, y - 8, right, y + 8));
      }
      if (has(item.value)) {
        const [x, y] = at(item.value);
        children.push(
          { type: "circle", shape: { cx: x, cy: y, r: 7 }, style: { fill: colours.series[0], stroke: colours.paper, lineWidth: 2 } },
          {
            type: "text",
            style: {
              text: signed.format(item.value),
              x, y: y - 18, align: "center", verticalAlign: "bottom",
              fill: colours.ink, font: `650 15px ${colours.font}`, stroke: colours.paper, lineWidth: 3,
            },
          },
        );
      }
      return { type: "group", children };
    };
  }

  function pairedTooltip(data) {
    const range = (low, high) => `${signed.format(low)} … ${withUnit(signed.format(high), data.unit)}`;
    return ({ dataIndex }) => {
      const item = data.rows[dataIndex];
      const lines = [item.label];
      if (has(item.value)) lines.push(`${data.words.value}: ${withUnit(signed.format(item.value), data.unit)}`);
      if (has(item.low)) lines.push(`${data.words.interval}: ${range(item.low, item.high)}`);
      if (has(item.boundLow)) lines.push(`${data.words.bounds}: ${range(item.boundLow, item.boundHigh)}`);
      return lines.join("\n");
    };
  }

  function pairedExtent(rows) {
    const all = rows.flatMap((row) => [row.value, row.low, row.high, row.boundLow, row.boundHigh]).filter(has);
    const low = Math.min(0, ...all);
    const high = Math.max(0, ...all);
    const step = high - low > 40 ? 10 : high - low > 12 ? 5 : 1;
    const beyond = (edge, round) => (edge === 0 ? 0 : round(edge / step) * step);
    return { min: beyond(low, Math.floor), max: beyond(high, Math.ceil) };
  }

  function paired(data, colours, narrow) {
    const base = shared(data, colours, narrow);
    const axis = valueAxis(data.unit, colours, signed, narrow);
    return {
      ...base,
      legend: {
        ...base.legend,
        data: [
          { name: data.words.value, icon: "circle", itemStyle: { color: colours.series[0] } },
          { name: data.words.interval, icon: "path://M0,4h2v3h16v-3h2v8h-2v-3h-16v3h-2z", itemStyle: { color: colours.series[0] } },
          { name: data.words.bounds, icon: "roundRect", itemStyle: { color: colours.band, borderColor: colours.quiet, borderWidth: 1 } },
        ],
      },
      tooltip: { ...base.tooltip, trigger: "item", formatter: pairedTooltip(data) },
      grid: { left: 8, right: narrow ? 16 : 28, top: narrow ? 118 : 52, bottom: 26, containLabel: true },
      xAxis: { ...axis, ...pairedExtent(data.rows), nameLocation: "middle", nameGap: 30, nameTextStyle: { color: colours.soft, fontSize: 13 } },
      yAxis: { ...categoryAxis(data.rows.map((row) => row.label), colours, narrow ? { ...wrapLabel(104), fontSize: 12 } : wrapLabel(190)), inverse: true },
      series: [
        {
          type: "custom",
          name: data.words.value,
          renderItem: pairedShapes((index) => data.rows[index], colours),
          encode: { x: 1, y: 0 },
          data: data.rows.map((row, index) => [index, row.value ?? 0]),
          clip: false,
          markLine: {
            silent: true, symbol: "none", animation: false,
            lineStyle: { color: colours.ink, width: 1.5, type: "solid" },
            label: { show: false },
            data: [{ xAxis: 0 }],
          },
        },
        { type: "custom", name: data.words.interval, renderItem: () => null, data: [] },
        { type: "custom", name: data.words.bounds, renderItem: () => null, data: [] },
      ],
    };
  }

  // ---- sankey: who was where at the start, and where at the end ----

  function sankey(data, colours, narrow) {
    const base = shared(data, colours, narrow);
    const named = new Map(data.nodes.map((node) => [node.id, node.label]));
    const total = (id) => {
      const sum = (side) => data.links.filter((link) => link[side] === id).reduce((all, link) => all + link.value, 0);
      return Math.max(sum("source"), sum("target"));
    };
    const starts = new Set(data.links.map((link) => link.source));
    const wide = narrow ? 92 : 190;
    return {
      ...base,
      legend: undefined,
      animation: false, // its entrance cuts the labels off
      tooltip: {
        ...base.tooltip,
        trigger: "item",
        formatter: (params) =>
          params.dataType === "edge"
            ? `${named.get(params.data.source)} → ${named.get(params.data.target)}\n${plain.format(params.value)} ${data.words.count}`
            : `${named.get(params.name)}\n${plain.format(params.value)} ${data.words.count}`,
      },
      series: [
        {
          type: "sankey",
          left: wide + 6, right: wide + 6, top: 10, bottom: 10,
          nodeGap: 14, nodeWidth: 14, draggable: false, layoutIterations: 0,
          emphasis: { focus: "adjacency" },
          lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
          label: {
            color: colours.ink, fontFamily: colours.font, fontSize: narrow ? 12 : 14, width: wide, overflow: "break", lineHeight: 17,
            formatter: ({ name }) => `${named.get(name)}\n${plain.format(total(name))}`,
          },
          data: data.nodes.map((node) => ({
            name: node.id,
            depth: starts.has(node.id) ? 0 : 1,
            label: { position: starts.has(node.id) ? "left" : "right", align: starts.has(node.id) ? "right" : "left" },
            itemStyle: {
              color: node.group === "none" ? colours.paper : colours.series[node.group] || colours.quiet,
              borderColor: node.group === "none" ? colours.quiet : colours.paper,
              borderType: node.group === "none" ? "dashed" : "solid",
              borderWidth: 1.5,
            },
          })),
          links: data.links,
        },
      ],
    };
  }

  // ---- series: months in order ----

  const SYMBOLS = ["circle", "diamond", "triangle", "rect", "roundRect"];
  const DASHES = ["solid", "dashed", "dotted", [12, 4], [2, 4]];

  function oneSeries(line, index, colours, manyPoints) {
    const bar = line.form === "bar";
    return {
      type: bar ? "bar" : "line",
      name: line.label,
      data: line.values,
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: manyPoints ? 5 : 9,
      showSymbol: true,
      connectNulls: false,
      barMaxWidth: 26,
      lineStyle: { width: 2.5, type: DASHES[index % DASHES.length] },
      itemStyle: { color: colours.series[index % colours.series.length] },
    };
  }

  function seriesTooltip(data) {
    return (points) => {
      const lines = points
        .filter((point) => has(point.value))
        .map((point) => `${point.seriesName}: ${withUnit(plain.format(point.value), data.unit)}`);
      return [points[0].axisValueLabel, ...lines].join("\n");
    };
  }

  function series(data, colours, narrow) {
    const base = shared(data, colours, narrow);
    const bars = data.series.filter((line) => line.form === "bar").length;
    return {
      ...base,
      aria: { ...base.aria, decal: { show: bars > 1 } },
      tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: "line" }, formatter: seriesTooltip(data) },
      grid: { left: 4, right: 16, top: narrow ? 94 : 58, bottom: 4, containLabel: true },
      xAxis: categoryAxis(data.periods, colours, { color: colours.soft, fontSize: 13, hideOverlap: true }),
      yAxis: { ...valueAxis(data.unit, colours, plain, narrow), nameTextStyle: { color: colours.soft, fontSize: 13, align: "left" }, minInterval: data.whole ? 1 : 0 },
      series: data.series.map((line, index) => oneSeries(line, index, colours, data.periods.length > 30)),
    };
  }

  // ---- bars: what was reached, and the mark it should have reached ----

  function bars(data, colours, narrow) {
    const base = shared(data, colours, narrow);
    return {
      ...base,
      tooltip: {
        ...base.tooltip,
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (points) => [points[0].axisValueLabel, ...points.filter((point) => has(point.value))
          .map((point) => `${point.seriesName}: ${withUnit(plain.format(point.value), data.unit)}`)].join("\n"),
      },
      grid: { left: 4, right: narrow ? 20 : 32, top: narrow ? 62 : 40, bottom: 26, containLabel: true },
      xAxis: { ...valueAxis(data.unit, colours, plain, narrow), min: 0, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: colours.soft, fontSize: 13 } },
      yAxis: { ...categoryAxis(data.rows.map((row) => row.label), colours, narrow ? { ...wrapLabel(104), fontSize: 12 } : wrapLabel(230)), inverse: true },
      series: [
        {
          type: "bar", name: data.words.actual, data: data.rows.map((row) => row.actual), barMaxWidth: 24,
          itemStyle: { color: colours.series[0], borderRadius: [0, 3, 3, 0] },
          label: { show: true, position: "insideLeft", color: colours.paper, fontWeight: 650, formatter: ({ value }) => (has(value) ? plain.format(value) : "") },
        },
        {
          type: "scatter", name: data.words.target, data: data.rows.map((row) => row.target), symbol: "rect", symbolSize: [5, 36],
          itemStyle: { color: colours.series[1], borderColor: colours.paper, borderWidth: 1 }, z: 5,
          label: { show: true, position: "top", distance: 3, color: colours.ink, formatter: ({ value }) => (has(value) ? plain.format(value) : ""), textBorderColor: colours.paper, textBorderWidth: 3 },
        },
      ],
    };
  }

  // ---- putting them on the page ----

  const KINDS = { paired, sankey, series, bars };

  // Rows of stacked charts keep their height however many there are.
  const ROW_HEIGHTS = { paired: 64, bars: 66 };

  function fit(element, data) {
    const each = ROW_HEIGHTS[element.dataset.chart];
    if (each) element.style.height = `${130 + (element.clientWidth < 560 ? 26 : 0) + each * data.rows.length}px`;
  }

  function locale() {
    return { fi: "FI", sv: "SV" }[language.slice(0, 2)] || "EN";
  }

  function draw(element) {
    const source = document.getElementById(element.dataset.source);
    const kind = KINDS[element.dataset.chart];
    if (!source || !kind) return;
    const data = JSON.parse(source.textContent);
    if (!data) return;
    element.hidden = false;
    fit(element, data);
    const chart = window.echarts.init(element, null, { renderer: "svg", locale: locale() });
    const paint = () => chart.setOption(kind(data, palette(), element.clientWidth < 560), true);
    paint();
    let narrow = element.clientWidth < 560;
    new ResizeObserver(() => {
      chart.resize();
      if (element.clientWidth < 560 !== narrow) {
        narrow = !narrow;
        paint();
      }
    }).observe(element);
    window.addEventListener("beforeprint", () => chart.resize());
  }

  function drawAll(root) {
    for (const element of root.querySelectorAll("[data-chart]:not([_echarts_instance_])")) draw(element);
  }

  async function start() {
    await document.fonts?.ready;
    drawAll(document);
    document.addEventListener("htmx:after:swap", () => drawAll(document));
  }

  if (window.echarts) start();
})();
