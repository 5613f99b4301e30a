-- What Neovim 0.11 and newer start by `vim.lsp.enable("deftools")`.
return {
  cmd = { "def-language-server", "--stdio" },
  filetypes = { "singularity-def" },
  root_markers = { ".deflint.yaml", ".git" },
}
