-- ARGV: worker, then lane, entry, id of each. Gives for each: false, or its fields, its subscriber's record (or
-- false), and its lane, entry and id.
for i = 2, #ARGV, 3 do out[#out + 1] = load(ARGV[1], ARGV[i], ARGV[i + 1], ARGV[i + 2]) end
settle()
return out
