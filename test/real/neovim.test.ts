/** A real Neovim with its own language client, set up as `docs/editors.md` says: findings, fix, rename, formatting, completion. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MENDED, RECIPE } from "./editor-recipe.ts";
import { installPrograms, setupOf, vimPlugin } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";

/** Runs in Neovim: waits for the server, does each thing, and writes what came of it. */
const drive = `
local say = {}
local function wait(what, ready)
  if not vim.wait(20000, ready, 20) then error("waited in vain for " .. what) end
end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n" end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    if answer.err then error(vim.inspect(answer.err)) end
    return answer.result
  end
end
local function at(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, "utf-16")
end

local function all()
  wait("the server", function() return #vim.lsp.get_clients({ bufnr = 0 }) == 1 end)
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  say.filetype = vim.bo.filetype

  wait("findings, ShellCheck's among them", function()
    return vim.iter(vim.diagnostic.get(0)):any(function(one) return one.code == "SC2086" end)
  end)
  say.findings = vim.tbl_map(function(one)
    return string.format("%d:%d %s %s", one.lnum + 1, one.col + 1, one.code, one.severity)
  end, vim.diagnostic.get(0))

  say.hover = ask("textDocument/hover", at(7, 2)).contents.value
  say.completion = {}
  vim.api.nvim_buf_set_lines(0, 5, 5, false, { "%la" })
  for _, item in ipairs(ask("textDocument/completion", at(6, 3))) do table.insert(say.completion, item.label) end
  vim.api.nvim_buf_set_lines(0, 5, 6, false, {})

  at(8, 6)
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == "add -y" end })
  wait("the fix", function() return text():find("install %-y curl") end)

  at(5, 6)
  vim.lsp.buf.rename("RELEASE")
  wait("the rename", function() return text():find("{{ RELEASE }}") end)

  vim.lsp.buf.format({ async = false, timeout_ms = 20000 })
  say.text = text()
  say.symbols = vim.tbl_map(function(one) return one.name end,
    ask("textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params() })[1].children)
  say.name = client.name
end

local ok, trouble = xpcall(all, debug.traceback)
if not ok then say.trouble = trouble end
vim.fn.writefile({ vim.json.encode(say) }, "said.json")
vim.cmd("qall!")
`;

describeReal("the language server in Neovim", ["nvim", "shellcheck"], () => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-neovim-"));
  let said: Readonly<Record<string, unknown>>;
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    cpSync(vimPlugin, join(folder, "nvim/site/pack/deftools/start/deftools"), { recursive: true });
    writeFileSync(join(folder, "init.lua"), setupOf("Neovim", "lua"));
    writeFileSync(join(folder, "drive.lua"), drive);
    writeFileSync(join(folder, "image.def"), RECIPE);
    writeFileSync(join(folder, ".deflint.yaml"), "rules: { DEF702: error }\n");
    const PATH = installPrograms(folder);
    must("chmod", ["-R", "a+rwX", folder]);
    must("nvim", ["--headless", "-u", "init.lua", "image.def", "-c", "luafile drive.lua"], {
      cwd: folder,
      env: { PATH, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder },
    });
    said = JSON.parse(readFileSync(join(folder, "said.json"), "utf8"));
    expect(said.trouble).toBeUndefined();
  });

  it("knows the language and starts the server", () => {
    expect(said).toMatchObject({ filetype: "singularity-def", name: "deftools" });
  });
  it("shows findings at their places", () => {
    expect(said.findings).toContain("8:5 DEF701 1");
  });
  it("obeys the configuration file", () => {
    expect(said.findings).toContain("8:5 DEF702 1");
  });
  it("shows what ShellCheck finds", () => {
    expect(said.findings).toContain("12:15 SC2086 3");
  });
  it("shows what a section is for", () => {
    expect(said.hover).toContain("%post");
  });
  it("proposes sections", () => {
    expect(said.completion).toContain("%labels");
  });
  it("mends, renames and formats", () => {
    expect(said.text).toBe(MENDED);
  });
  it("lists what the stage holds", () => {
    expect(said.symbols).toEqual(["Bootstrap", "From", "%arguments", "%post", "%runscript", "%help"]);
  });
});
