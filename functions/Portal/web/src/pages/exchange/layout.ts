import { endsOf, keyOf, type Topology } from './topology';

export interface Box {
  key: string;
  kind: 'exchange' | 'way' | 'queue';
  label: string;
  x: number;
  y: number;
}

export interface Line {
  key: string;
  from: Box;
  to: Box;
  /** The way that it belongs to. */
  way: string;
}

export interface Picture {
  boxes: Box[];
  lines: Line[];
  height: number;
}

export const BOX_WIDTH = 264;
export const BOX_HEIGHT = 24;
export const PICTURE_WIDTH = 960;
const ROW = 32;
const COLUMNS = [0, (PICTURE_WIDTH - BOX_WIDTH) / 2, PICTURE_WIDTH - BOX_WIDTH] as const;

/** Three columns: exchanges, the ways out of them, and where those lead. Each box stands by what it belongs to. */
export function layoutOf({ exchanges, ways }: Topology): Picture {
  const ordered = exchanges.flatMap(name => ways.filter(way => way.exchange === name));
  const middle = new Map(ordered.map((way, i) => [
    way.key, { key: way.key, kind: 'way', label: way.label, x: COLUMNS[1], y: i * ROW } as Box,
  ]));
  const left = column(COLUMNS[0], exchanges.map(name => ({
    key: `exchange ${name}`, kind: 'exchange', label: name,
    near: ordered.filter(way => way.exchange === name).map(way => middle.get(way.key)!.y),
  })));
  const right = column(COLUMNS[2], endsOf(ordered).map(end => ({
    key: `to ${keyOf(end)}`, kind: end.kind, label: end.name,
    near: ordered.filter(way => keyOf(way.to) === keyOf(end)).map(way => middle.get(way.key)!.y),
  })));
  const lines = ordered.flatMap(way => {
    const box = middle.get(way.key)!;
    return [
      { key: `in ${way.key}`, from: left.get(`exchange ${way.exchange}`)!, to: box, way: way.key },
      { key: `out ${way.key}`, from: box, to: right.get(`to ${keyOf(way.to)}`)!, way: way.key },
    ];
  });
  const boxes = [...left.values(), ...middle.values(), ...right.values()];
  return { boxes, lines, height: Math.max(0, ...boxes.map(box => box.y)) + BOX_HEIGHT };
}

interface Wish {
  key: string;
  kind: Box['kind'];
  label: string;
  /** The heights that it belongs to. */
  near: number[];
}

/** Each at the middle of what it belongs to, as far as those above leave room. */
function column(x: number, wishes: Wish[]): Map<string, Box> {
  let free = 0;
  return new Map(wishes
    .map(wish => ({ ...wish, mean: wish.near.reduce((sum, y) => sum + y, 0) / Math.max(1, wish.near.length) }))
    .sort((a, b) => a.mean - b.mean)
    .map(({ key, kind, label, mean }) => {
      const y = Math.max(free, mean);
      free = y + ROW;
      return [key, { key, kind, label, x, y }];
    }));
}
