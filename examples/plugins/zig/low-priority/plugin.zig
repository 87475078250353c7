//! Lets everything pass but what has a low priority.

const std = @import("std");

const Action = struct {
    namespace: []const u8,
    tenant: []const u8,
    provider: []const u8,
    action_type: []const u8,
    payload: std.json.ArrayHashMap(std.json.Value),
    metadata: std.json.ArrayHashMap([]const u8),
};

const Verdict = struct {
    verdict: bool,
    message: ?[]const u8 = null,
};

fn decide(action: *const Action) Verdict {
    const priority = action.payload.map.get("priority") orelse return .{ .verdict = true };
    const is_low = priority == .string and std.mem.eql(u8, priority.string, "low");
    if (!is_low) return .{ .verdict = true };
    return .{ .verdict = false, .message = "low priority actions are suppressed" };
}

/// An instance serves one call, so nothing is ever freed.
const memory = std.heap.wasm_allocator;

export fn allocate(size: u32) ?[*]u8 {
    const room = memory.alloc(u8, @max(size, 1)) catch return null;
    return room.ptr;
}

export fn evaluate(input: [*]const u8, length: u32) u64 {
    // A trap is a typed error for the caller; its message names this function.
    const action = std.json.parseFromSliceLeaky(Action, memory, input[0..length], .{
        .ignore_unknown_fields = true,
    }) catch @panic("the input is not an action");
    const output = std.json.Stringify.valueAlloc(memory, decide(&action), .{}) catch
        @panic("no memory is left");
    return @as(u64, @intFromPtr(output.ptr)) << 32 | output.len;
}
