import type { JSX } from 'preact';
import { plain } from '../../format/text';
import { BOX_HEIGHT, BOX_WIDTH, layoutOf, PICTURE_WIDTH, type Box, type Line } from './layout';
import { exchangeText } from './text';
import { MOST_BOXES, type Topology } from './topology';

const LONGEST_LABEL = 34;
const ROUND = 48;

interface Props {
  topology: Topology;
  /** The keys of the ways that a message would take; null while none is asked about. */
  lit: Set<string> | null;
}

/** What an exchange leads to, as a picture; lists beside it say the same. */
export function Graph({ topology, lit }: Props): JSX.Element {
  if (topology.isCut)
    return <p class="muted">{exchangeText.tooMany(MOST_BOXES)}</p>;
  const { boxes, lines, height } = layoutOf(topology);
  const isLit = (way: string): boolean => lit?.has(way) === true;
  const litBoxes = new Set(lines.filter(line => isLit(line.way)).flatMap(({ from, to }) => [from.key, to.key]));
  return (
    <figure class={lit === null ? 'graph' : 'graph asked'}>
      <figcaption class="muted">{exchangeText.graph}</figcaption>
      <svg viewBox={`-2 -2 ${PICTURE_WIDTH + 4} ${height + 4}`} aria-hidden="true">
        {lines.map(line => <path key={line.key} d={curve(line)} class={isLit(line.way) ? 'line lit' : 'line'} />)}
        {boxes.map(box => (
          <g key={box.key} class={`box box-${box.kind}${litBoxes.has(box.key) ? ' lit' : ''}`}>
            <title>{plain(box.label)}</title>
            <rect x={box.x} y={box.y} width={BOX_WIDTH} height={BOX_HEIGHT} rx={box.kind === 'exchange' ? 12 : 4} />
            <text x={box.x + 10} y={box.y + 16}>{shortened(plain(box.label))}</text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function curve({ from, to }: Line): string {
  const [x, y] = [from.x + BOX_WIDTH, middleOf(from)];
  return `M${x} ${y}C${x + ROUND} ${y} ${to.x - ROUND} ${middleOf(to)} ${to.x} ${middleOf(to)}`;
}

function middleOf(box: Box): number {
  return box.y + BOX_HEIGHT / 2;
}

function shortened(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}
