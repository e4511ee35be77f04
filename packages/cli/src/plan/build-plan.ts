import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  ActionEventSchema,
  type ActionPhase,
  ActionType,
  type RunDeclaration,
  RunDeclarationSchema,
  RunSource,
} from "@runledger/proto";
import { actionPhaseLifecycle, ROOT_ACTION } from "@runledger/state";
import { groupPrefix } from "../document/read-action-name.ts";
import { EnclosingAction } from "./enclosing-action.ts";
import type { Plan, PlannedReport } from "./plan.ts";
import type { Details, Happening, Story, StoryTask } from "./story.ts";

/** Who says so, in every report. */
const producer = "runledger-cli";

/** Plans what to send to a ledger so that it tells a story: the run's declaration, and reports in the order of time. */
export function buildPlan(story: Story): Plan {
  return new Planner(story).build();
}

class Planner {
  readonly #story: Story;
  readonly #reports: PlannedReport[] = [];
  readonly #root: EnclosingAction;
  readonly #groups = new Map<string, EnclosingAction>();
  /** Tasks that have been declared. */
  readonly #declared = new Set<number>();
  #now = 0;

  constructor(story: Story) {
    this.#story = story;
    const sizes = new Map<string, number>();
    for (const { group } of story.tasks) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    this.#root = new EnclosingAction(sizes.size, (phase, details) =>
      this.#report(ROOT_ACTION, 1, phase, 0, details),
    );
    for (const [group, size] of sizes) this.#groups.set(group, this.#groupAction(group, size));
  }

  build(): Plan {
    for (const happening of this.#story.happenings) this.#add(happening);
    const { happenings, tasks } = this.#story;
    const ends = happenings.filter(({ phase }) => actionPhaseLifecycle.isTerminal(phase));
    return {
      declaration: runDeclaration(this.#story),
      reports: this.#reports,
      facts: {
        tasks: tasks.length,
        groups: this.#groups.size,
        actions: tasks.length + this.#groups.size + 1,
        attempts: ends.length,
        failedAttempts: ends.filter(({ phase }) => !actionPhaseLifecycle.isSuccess(phase)).length,
        duration: happenings.at(-1)?.at ?? 0,
      },
    };
  }

  #groupAction(group: string, size: number): EnclosingAction {
    const name = groupPrefix + group;
    let declaration: ActionDeclaration | undefined = groupDeclaration(group);
    return new EnclosingAction(size, (phase, details) => {
      this.#report(name, 1, phase, 0, details, declaration);
      declaration = undefined;
    });
  }

  #add({ at, task: index, attempt, phase, version, last, details }: Happening): void {
    const task = this.#story.tasks[index];
    const group = task === undefined ? undefined : this.#groups.get(task.group);
    if (task === undefined || group === undefined) {
      throw new Error(`a happening names task ${index}, and there is none`);
    }
    this.#now = at;
    this.#root.before(phase);
    group.before(phase);
    const declaration = this.#declared.has(index) ? undefined : taskDeclaration(task);
    this.#declared.add(index);
    this.#report(task.name, attempt, phase, version, details, declaration);
    if (!last) return;
    const groupPhase = group.after(task.name, phase);
    if (groupPhase !== undefined) this.#root.after(groupPrefix + task.group, groupPhase);
  }

  #report(
    name: string,
    attempt: number,
    phase: ActionPhase,
    version: number,
    details: Details,
    declaration?: ActionDeclaration,
  ): void {
    const time = timestampFromMs(this.#story.startedAt + this.#now);
    const event = create(ActionEventSchema, {
      id: { run: this.#story.run, name },
      attempt,
      phase,
      version,
      updatedTime: time,
      reportedTime: time,
      producer,
      ...details,
    });
    if (declaration !== undefined) declaration.createdTime = time;
    this.#reports.push({
      at: this.#now,
      event,
      ...(declaration === undefined ? {} : { declaration }),
    });
  }
}

function runDeclaration(story: Story): RunDeclaration {
  return create(RunDeclarationSchema, {
    id: story.run,
    labels: story.labels,
    root: {
      name: ROOT_ACTION,
      metadata: { source: RunSource.TRACKED, maxAttempts: 1, ...asTask("workflow", story.title) },
      createdTime: timestampFromMs(story.startedAt),
    },
  });
}

function groupDeclaration(group: string): ActionDeclaration {
  return create(ActionDeclarationSchema, {
    name: groupPrefix + group,
    metadata: {
      parent: ROOT_ACTION,
      actionType: ActionType.TRACE,
      spec: { case: "trace", value: { name: group } },
      maxAttempts: 1,
    },
  });
}

function taskDeclaration(task: StoryTask): ActionDeclaration {
  const { name, group, shortName, taskType, functionName, dependsOn, maxAttempts } = task;
  return create(ActionDeclarationSchema, {
    name,
    metadata: {
      parent: groupPrefix + group,
      group,
      funtionName: functionName,
      dependsOn: [...dependsOn],
      maxAttempts,
      ...asTask(taskType, shortName),
    },
  });
}

/** The part of an action's metadata that says that it is a task. */
function asTask(taskType: string, shortName: string) {
  return {
    actionType: ActionType.TASK,
    spec: { case: "task" as const, value: { taskType, shortName } },
  };
}
