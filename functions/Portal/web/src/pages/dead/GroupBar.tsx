import type { JSX } from 'preact';
import type { Group } from '../../api/search';
import { age } from '../../format/time';
import { count } from '../../format/number';
import { plain } from '../../format/text';
import { GROUPINGS, type Groups, type Grouping } from '../../rows/groups';
import { apply } from '../../message/SearchBar';
import { filterOf, type Filter } from '../../state/filter';
import { place } from '../../state/place';
import { text } from '../../text';

const SHOWN = 8;

/** What the dead letters have in common: each group can be looked at alone. */
export function GroupBar({ groups }: { groups: Groups }): JSX.Element | null {
  const known = groups.groups.value;
  if (known === null)
    return null;
  const filter = filterOf(place.value.query) ?? {};
  return (
    <div class="groups">
      {GROUPINGS.filter(by => isTelling(by, known[by])).map(by => (
        <div key={by} class="group-row" role="group" aria-label={text.groups.by[by]}>
          <span class="muted group-name">{text.groups.by[by]}</span>
          {known[by].slice(0, SHOWN).map(group => (
            <GroupButton key={group.value} by={by} group={group} filter={filter} />
          ))}
          {known[by].length > SHOWN && <span class="muted">{text.groups.more(known[by].length - SHOWN)}</span>}
        </div>
      ))}
      {!groups.isWhole.value && <p class="muted">{text.groups.partly}</p>}
    </div>
  );
}

/** Details are rare; what nobody has said groups nothing. */
function isTelling(by: Grouping, groups: readonly Group[]): boolean {
  return groups.length > 0 && (by !== 'detail' || groups.some(group => group.value !== undefined));
}

interface ButtonProps {
  by: Grouping;
  group: Group;
  filter: Filter;
}

function GroupButton({ by, group, filter }: ButtonProps): JSX.Element {
  const { value } = group;
  const isOn = value !== undefined && filter[by] === value;
  const { [by]: _, ...rest } = filter;
  return (
    <button type="button" class="button part" aria-pressed={isOn} disabled={value === undefined}
      title={text.groups.ages(age(group.oldestAt), age(group.newestAt))}
      onClick={() => apply(isOn || value === undefined ? rest : { ...rest, [by]: value })}>
      <span class="cut">{value === undefined ? text.groups.none : plain(value)}</span>
      <span class={isOn ? '' : 'muted'}>{count(group.count)}</span>
    </button>
  );
}
