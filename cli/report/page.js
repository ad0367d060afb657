const seriesOf = Object.fromEntries(
  JSON.parse(document.getElementById('series').textContent).map(({ tierId, series }) => [tierId, series]),
);
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: JSON.parse(document.getElementById('zone').textContent),
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

for (const svg of document.querySelectorAll('.timeline')) {
  const { tier, start, end, left, right } = svg.dataset;
  const readout = svg.parentElement.querySelector('.readout');
  const cursor = svg.querySelector('.cursor');
  svg.addEventListener('pointermove', (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const share = (point.x - left) / (right - left);
    const row = seriesOf[tier][Math.floor(share * ((end - start) / 60000))];
    if (!row) return;
    cursor.setAttribute('x1', point.x);
    cursor.setAttribute('x2', point.x);
    cursor.setAttribute('visibility', 'visible');
    readout.textContent = `${clock.format(row.minuteMs)}: ${Math.round(row.requests).toLocaleString('en-US')} requests, ${Math.round(row.unserved)} unserved, p95 ${Math.round(row.p95LatencyMs)} ms; desired ${row.desired}, ready ${row.ready}, running ${row.running}`;
  });
}

document.getElementById('filter').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll('#decisions tbody tr')) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});
