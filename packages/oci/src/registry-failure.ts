/** What a registry's refusals mean to a person (OCI distribution-spec, "Error Codes"). */

import { collect } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import * as v from "valibot";
import { failure, foreignWords } from "./failure.ts";
import type { HttpAnswer } from "./http.ts";
import { loginHint } from "./token.ts";

/** An error answer is a few lines; what is longer is not read. */
const errorMaximum = 64 * 1024;

const errorSchema = v.object({
  errors: v.pipe(
    v.array(v.object({ code: v.nullish(v.string(), ""), message: v.nullish(v.string(), "") })),
    v.minLength(1),
  ),
});

/** The Failure for an answer that is no success; reads its body. `subject` is what was asked for, like `image quay.io/x:1`. */
export const registryFailure = async (
  answer: HttpAnswer,
  { subject, missingHint }: { readonly subject: string; readonly missingHint: string },
): Promise<Error> => {
  const words = await errorWords(answer);
  const said = words === "" ? "" : `: ${words}`;
  const { host } = answer.url;
  switch (answer.status) {
    case 404:
      return failure("oci/not-found", `${subject} is not there${said}`, { hint: missingHint });
    case 429:
      return failure("oci/rate-limited", `registry ${host} has had too many requests${said}`, {
        hint: `wait a while, or ${loginHint}`,
      });
    default:
      return failure(
        "oci/registry-error",
        `registry ${host} answers with status ${answer.status} for ${subject}${said}`,
        { hint: "try again; if it stays so, ask who runs the registry" },
      );
  }
};

/** The registry's own words, or none when it did not send them in the agreed form. */
export const errorWords = async (answer: HttpAnswer): Promise<string> => {
  try {
    const bytes = await collect(answer.body, errorMaximum, "the registry's error");
    const parsed = v.safeParse(errorSchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    const [first] = parsed.success ? parsed.output.errors : [];
    return first ? foreignWords(first.message || first.code).toLowerCase() : "";
  } catch (error) {
    // The status alone says enough; an error page in HTML, or one cut off, adds nothing.
    if (error instanceof SyntaxError || isFailure(error)) return "";
    throw error;
  }
};
