namespace Hub.Features.Floor;

public static class FloorOfFair
{
    extension(Fair fair)
    {
        public FloorSlice Floor => fair.Slice<FloorSlice>();
    }
}
