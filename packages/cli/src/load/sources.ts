// What a run is about, as the command line or a report says it, and the models that this gives.
import { Problem } from "../problem.ts";
import { type Additions, withAdditions } from "./additions.ts";
import type { Import } from "./import.ts";
import { type Loaded, load, type Model } from "./load.ts";

/** Paths as they were given, from the folder in which the command runs, with what was added to their models. */
export interface Sources extends Additions {
  /** Files and folders of models. */
  readonly paths: readonly string[];
  /** Only the derivations of these ids; all where none is named. */
  readonly id: readonly string[];
}

/**
 * The models of a run.
 * @param tell is told what there is to warn of
 * @param watch is told each file before it is loaded
 * @throws Problem for an id that there is not, and for additions that cannot be read
 */
export async function modelsOf(
  { paths, id, claims, given }: Sources,
  importModule: Import,
  tell: (warning: string) => void,
  watch: (file: string) => void,
): Promise<Pick<Loaded, "models" | "problems">> {
  const loaded = await load(paths, importModule, watch);
  for (const warning of loaded.warnings) tell(warning);
  const { models, warnings } = withAdditions(chosen(loaded.models, id), { claims, given });
  for (const warning of warnings) tell(warning);
  return { models, problems: loaded.problems };
}

/** The models of these ids; all where none is asked for. */
function chosen(models: readonly Model[], ids: readonly string[]): readonly Model[] {
  const lost = ids.find((id) => models.every(({ derivation }) => derivation.id !== id));
  if (lost === undefined || models.length === 0) {
    return ids.length === 0 ? models : models.filter(({ derivation }) => ids.includes(derivation.id));
  }
  const known = models.map(({ derivation }) => derivation.id).join(", ");
  throw new Problem(`no derivation ${lost} (there are ${known})`);
}
