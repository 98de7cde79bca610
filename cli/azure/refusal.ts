import { z } from "zod";
import { parseJson } from "../../lib/json";
import { CannotTell } from "../cannotTell";

/** What Azure answered in place of what was asked. Without the caller's own words, a command that meets one cannot tell. */
export class ArmRefusal extends CannotTell {
  /**
   * @param status of HTTP
   * @param code Azure's own, such as `AuthorizationFailed`; the text of the answer may change, the code does not
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Whether nobody can know what is there, because the right to look is missing. */
  get isForbidden(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/** Resource Manager and most providers nest it; AKS and a few others do not (Azure/azure-rest-api-specs, `CloudError`). */
const detail = z.object({ code: z.string(), message: z.string() });
const errorShape = z.union([z.object({ error: detail }).transform(({ error }) => error), detail]);

/** Azure's own code and words in the body of an answer. A proxy between may answer anything. */
export function errorIn(body: string): { code: string; message: string } {
  const parsed = errorShape.safeParse(parseJson(body));
  return parsed.success ? parsed.data : { code: "", message: body.slice(0, 200) };
}

/** @param asked method and path */
export function refusal(status: number, body: string, asked: string, tenant: string | undefined): ArmRefusal {
  const { code, message } = errorIn(body);
  const of = code === "" ? `${status}` : `${status} ${code}`;
  return new ArmRefusal(
    status,
    code,
    `Azure refused ${asked} (${of}): ${oneLine(message)}${advice(status, code, tenant)}`,
  );
}

function advice(status: number, code: string, tenant: string | undefined): string {
  const login = `\`az login${tenant === undefined ? "" : ` --tenant ${tenant}`}\``;
  if (code === "InvalidAuthenticationTokenTenant") return ` Your sign-in is one of another tenant. Sign in: ${login}`;
  if (status === 401) return ` Sign in again: ${login}`;
  if (status === 403) return " Ask an owner of the subscription for the role Reader at least.";
  if (status === 429) return " Azure has had too many requests of yours. Try again in five minutes.";
  return "";
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" || /[.!?]$/.test(line) ? line : `${line}.`;
}
