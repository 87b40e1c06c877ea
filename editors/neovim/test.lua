-- Run by editors/test.sh in the real Neovim: attach, diagnostics, hover, a quick fix, check again, quit.
-- SAYWELL names the command, DOC a document that holds "Police arrested two prostitutes." behind wide characters.
local function fail(message)
  io.stderr:write('neovim: ' .. message .. '\n')
  vim.cmd('cquit! 1')
end

local function expect(what, condition)
  if not vim.wait(20000, condition, 20) then
    fail(what .. ' did not come')
  end
end

-- lspconfig's form and that of 0.11 is the file itself.
local here = debug.getinfo(1, 'S').source:sub(2):match('(.*/)')
local config = dofile(here .. 'lsp/saywell.lua')
config.name = 'saywell'
config.cmd = { os.getenv('SAYWELL'), 'lsp' }

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('DOC')))
vim.bo.filetype = os.getenv('FILETYPE')
local buffer = vim.api.nvim_get_current_buf()
if vim.lsp.config then
  vim.lsp.config('saywell', config)
  vim.lsp.enable('saywell')
  vim.cmd('doautocmd FileType ' .. vim.bo.filetype)
elseif vim.lsp.start then
  config.root_dir = vim.fn.getcwd()
  vim.lsp.start(config)
else
  config.root_dir = vim.fn.getcwd()
  vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(config))
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, diagnostic.code or diagnostic.user_data.lsp.code)
  end
  return table.concat(found, ' ')
end

expect('the finding', function() return codes() == 'exploitation/prostitute' end)
local found = vim.diagnostic.get(buffer)[1]
local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1]
local words = line:sub(found.col + 1, found.end_col)
if words ~= 'prostitutes' then
  fail('the underline stands at "' .. words .. '"')
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 20000) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col + 2 })
local client
for _, one in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
  client = one
end
local encoding = client.offset_encoding
local position = vim.lsp.util.make_position_params(0, encoding)
local hover = request('textDocument/hover', position)
if not (hover and hover.contents.value:find('Instead', 1, true)) then
  fail('the hover says nothing')
end

local params = vim.lsp.util.make_range_params(0, encoding)
params.context = { diagnostics = {} }
local actions = request('textDocument/codeAction', params) or {}
local fix
for _, action in ipairs(actions) do
  if not fix and action.title:find('Write', 1, true) then
    fix = action
  end
end
if not fix then
  fail('there is no quick fix')
end
vim.lsp.util.apply_workspace_edit(fix.edit, encoding)
expect('a clean document', function() return #vim.diagnostic.get(buffer) == 0 end)
local after = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1]
if after:find('prostitute', 1, true) or not after:find('Police arrested two', 1, true) then
  fail('the fix made "' .. after .. '"')
end

-- Written anew, the word is found anew, whatever was undone before.
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { 'A 😀 prostitute.', '' })
expect('the new finding', function() return codes() == 'exploitation/prostitute' end)
local version = vim.version()
print(string.format('neovim %d.%d.%d: ok (%s, %s)', version.major, version.minor, version.patch, encoding, after))
vim.cmd('qall!')
