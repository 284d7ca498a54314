/** Draws each chart from the numbers in its table. Without this script, or without the library, the table is all. */
const LIBRARY = '/assets/uPlot.iife.min.js'
const DASHES = { negative: [], positive: [8, 4], unknown: [2, 4] }
const NARROW = 560
const SVG = 'http://www.w3.org/2000/svg'
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000]

function readTable(figure) {
  const heads = [...figure.querySelectorAll('.numbers thead th')].slice(1)
  const rows = [...figure.querySelectorAll('.numbers tbody tr')]
  const columns = heads.map((_, column) => column).filter((column) => heads[column].dataset.look)
  return {
    looks: columns.map((column) => heads[column].dataset.look),
    names: columns.map((column) => heads[column].dataset.name),
    labels: rows.map((row) => row.querySelector('th').textContent),
    at: rows.map((row) => Number(row.dataset.at) / 1000),
    values: columns.map((column) =>
      rows.map((row) => Number(row.querySelectorAll('td')[column].dataset.value)),
    ),
  }
}

function colours() {
  const style = getComputedStyle(document.querySelector('.room'))
  const of = (name) => style.getPropertyValue(name).trim()
  return {
    ink: of('--ink'),
    soft: of('--soft'),
    line: of('--line'),
    negative: of('--unhappy'),
    positive: of('--happy'),
    unknown: of('--ink'),
    volume: of('--plain-wash'),
    amount: of('--accent'),
  }
}

function seriesOf(look, name, colour) {
  if (look === 'volume' || look === 'amount')
    return {
      label: name,
      fill: colour[look],
      stroke: look === 'volume' ? colour.line : colour.amount,
      width: 1,
      paths: window.uPlot.paths.bars({ size: [0.8] }),
      points: { show: false },
    }
  return {
    label: name,
    stroke: colour[look] ?? colour.ink,
    width: 2.5,
    dash: DASHES[look],
    points: { size: 5 },
  }
}

/** What each line means, and, under the pointer, its number. */
function legendOf(looks, names) {
  const list = document.createElement('ul')
  list.className = 'legend'
  const entries = looks.map((look, column) => {
    const entry = document.createElement('li')
    const sample = document.createElementNS(SVG, 'svg')
    const line = document.createElementNS(SVG, DASHES[look] ? 'line' : 'rect')
    const place = DASHES[look]
      ? { x1: 0, x2: 28, y1: 6, y2: 6, 'stroke-dasharray': DASHES[look].join(' ') }
      : { width: 28, height: 12 }
    for (const [name, value] of Object.entries({ width: 28, height: 12 })) sample.setAttribute(name, value)
    for (const [name, value] of Object.entries(place)) line.setAttribute(name, value)
    sample.setAttribute('class', look)
    sample.append(line)
    const value = document.createElement('b')
    entry.append(sample, names[column], ' ', value)
    list.append(entry)
    return value
  })
  const when = document.createElement('li')
  list.append(when)
  return { list, entries, when }
}

function draw(figure) {
  const plot = figure.querySelector('.plot')
  const { looks, names, labels, at, values } = readTable(figure)
  if (at.length < 2) return
  const colour = colours()
  plot.hidden = false
  plot.replaceChildren()
  const legend = legendOf(looks, names)
  const width = plot.clientWidth
  const axis = { stroke: colour.soft, grid: { stroke: colour.line, width: 1 }, ticks: { show: false } }
  // Half a step of room at both ends, so that the first and the last bar are whole.
  const half = (at.at(-1) - at[0]) / (at.length - 1) / 2
  // The days are those of the office, wherever it is looked at.
  const { zone } = figure.dataset
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone })
  const point = ({ cursor: { idx } }) => {
    legend.when.textContent = idx == null ? '' : labels[idx]
    legend.entries.forEach((entry, column) => {
      entry.textContent = idx == null ? '' : values[column][idx]
    })
  }
  new window.uPlot(
    {
      width,
      height: width < NARROW ? 220 : 300,
      tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), zone),
      cursor: { drag: { x: false, y: false } },
      legend: { show: false },
      hooks: { setCursor: [point] },
      scales: {
        x: { time: true, range: (_, low, high) => [low - half, high + half] },
        y: { range: (_, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 34,
          space: 70,
          values: (_, ticks) => ticks.map((tick) => day.format(tick * 1000)),
        },
        { ...axis, size: 46, ...(values.flat().every(Number.isInteger) ? { incrs: STEPS } : {}) },
      ],
      series: [{}, ...looks.map((look, column) => seriesOf(look, names[column], colour))],
    },
    [at, ...values],
    plot,
  )
  plot.append(legend.list)
}

function drawAll() {
  for (const figure of document.querySelectorAll('figure.chart')) draw(figure)
}

const library = document.createElement('script')
library.src = LIBRARY
library.addEventListener('load', () => {
  drawAll()
  let drawn = window.innerWidth
  window.addEventListener('resize', () => {
    if (window.innerWidth === drawn) return
    drawn = window.innerWidth
    requestAnimationFrame(drawAll)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll)
})
document.head.append(library)
